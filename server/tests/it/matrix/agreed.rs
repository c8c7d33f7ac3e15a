//! The expected answers, computed only from the agreed table: nothing here uses the program's own
//! table of rights.

use std::sync::LazyLock;

use domain::{
    access::{Right, Role},
    communications::Channel,
};
use server::{Answer, Who};

use super::{Actor, Row};

const AGREED: &str = include_str!("../../../../domain/tests/fixtures/roles.csv");

/// The cell of a role and a right, as agreed.
fn cell(role: Role, right: Right) -> &'static str {
    static ROWS: LazyLock<Vec<Vec<&'static str>>> =
        LazyLock::new(|| AGREED.lines().map(|line| line.split(',').collect()).collect());
    let column = ROWS[0].iter().position(|code| *code == role.code()).expect("a role");
    ROWS.iter().find(|row| row[0] == right.code()).expect("a right")[column]
}

/// A school: the one of all people in the cast, or one of another authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Own,
    Foreign,
}

/// What somebody needs to be in a space.
#[derive(Clone, Copy, Debug)]
pub enum Needs {
    /// One of its people, or one who writes there.
    Reading,
    /// One who writes: who may create news for the school. What others wrote is for its sender
    /// administrators.
    Writing { own: bool },
}

/// Who may get the answer.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// The same for everybody.
    Open {
        ok: u16,
    },
    /// For people who are not signed in; the others are sent to the home page.
    Door {
        ok: u16,
    },
    SignedIn {
        ok: u16,
    },
    /// The administrator of the portal.
    Portal {
        ok: u16,
    },
    /// The people who administer the rights of a place: its sender administrators.
    RightsOn {
        place: Place,
        ok: u16,
    },
    /// Needs a right, held anywhere, on one of these channels.
    Somewhere {
        right: Right,
        channels: &'static [Channel],
        ok: u16,
    },
    /// Sending on a channel to a place.
    Send {
        channel: Channel,
        place: Place,
        ok: u16,
    },
    /// Seeing a communication.
    See {
        channel: Channel,
        own: bool,
        place: Place,
        ok: u16,
    },
    /// Cancelling one; this also needs the right to see it.
    Cancel {
        channel: Channel,
        own: bool,
        place: Place,
        ok: u16,
    },
    /// Taking back one's own sending, for whoever may create anything; it is too late for `own`.
    TakeBack {
        own: bool,
    },
    /// Using a right of a *destinataire* on what an authority sent to a place.
    Receive {
        right: Right,
        channel: Channel,
        place: Place,
        ok: u16,
    },
    /// The names behind the figures of a message: its author, and the sender administrators of the
    /// school, where the school shows them. For everybody else there is no such page.
    Names {
        own: bool,
        place: Place,
        shown: bool,
        ok: u16,
    },
    /// What readers answered: only its author, as long as they may see it.
    Answers {
        channel: Channel,
        own: bool,
        place: Place,
        ok: u16,
    },
    /// Correcting its text: the author with the right to create on its channel, and the sender
    /// administrators of the place.
    Correct {
        channel: Channel,
        own: bool,
        place: Place,
        ok: u16,
    },
    /// A space of the staff of a school: `role` writes or moderates there; `None` for reading. Nobody
    /// in the cast belongs to the staff of the foreign school.
    Space {
        role: Option<Role>,
        place: Place,
        ok: u16,
    },
    /// The settings of a space of the staff of a school: for its sender administrators.
    Settings {
        place: Place,
        ok: u16,
    },
    /// What only the staff of the school does in its space.
    Reader {
        place: Place,
        ok: u16,
    },
    /// The space of the staff of a school, to which everybody of the cast with a school belongs.
    Agenda {
        place: Place,
        needs: Needs,
        ok: u16,
    },
    /// Copying one into a new form.
    Copy {
        channel: Channel,
        own: bool,
        place: Place,
        ok: u16,
    },
}

impl Rule {
    pub fn expected(self, actor: &Actor, row: &Row) -> u16 {
        // Only pages send people who are not signed in to the sign-in page.
        let outside = if row.policy().answer == Answer::Page { 303 } else { 401 };
        match self {
            Self::Open { ok } => ok,
            Self::Door { ok } => allowed(actor.is_nobody(), ok, 303),
            _ if actor.is_nobody() => outside,
            Self::SignedIn { ok } => ok,
            Self::Portal { ok } => allowed(actor.administrator && !actor.suspended, ok, 403),
            Self::RightsOn { place, ok } => {
                let administers = actor.holds(place, |role| role == Role::SenderAdministrator);
                if administers { ok } else { refused(actor, place) }
            }
            Self::Somewhere { right, channels, ok } => allowed(somewhere(actor, right, channels), ok, 403),
            Self::Send { channel, place, ok } => not_sent(actor, channel, place).unwrap_or(ok),
            Self::See { channel, own, place, ok } => {
                if may(actor, Right::OpenSenderDashboard, channel, own, place) {
                    ok
                } else {
                    refused(actor, place)
                }
            }
            Self::Cancel { channel, own, place, ok } => {
                not_cancelled(actor, channel, own, place).unwrap_or(ok)
            }
            Self::TakeBack { own } => taken_back(actor, own),
            Self::Receive { right, channel, place, ok } => received(actor, (right, channel), place, ok),
            Self::Names { own, place, shown, ok } => allowed(shown && sees_names(actor, own, place), ok, 404),
            Self::Answers { channel, own, place, ok } => {
                let ok = if own { ok } else { 404 };
                Self::See { channel, own, place, ok }.expected(actor, row)
            }
            Self::Correct { channel, own, place, ok } => {
                not_corrected(actor, channel, own, place).unwrap_or(ok)
            }
            Self::Space { role, place, ok } => in_space(actor, role, place, ok),
            Self::Settings { place, ok } => in_settings(actor, place, ok),
            Self::Reader { place, ok } => only_reader(actor, place, ok),
            Self::Agenda { place, needs, ok } => in_agenda(actor, place, needs).unwrap_or(ok),
            Self::Copy { channel, own, place, ok } => {
                if somewhere(actor, Right::CreateCommunication, &Channel::ALL) {
                    Self::See { channel, own, place, ok }.expected(actor, row)
                } else {
                    403
                }
            }
        }
    }

    /// Whether the table of addresses lets the same people through to the use case.
    pub fn agrees_with(self, who: Who) -> bool {
        match self {
            Self::Open { .. } => matches!(who, Who::Anybody | Who::LinkHolder | Who::SecondStep),
            Self::Door { .. } => who == Who::AtTheDoor,
            // People may come by a link or by being signed in.
            Self::SignedIn { .. } => {
                matches!(who, Who::SignedIn | Who::SignedInKeepingText | Who::LinkHolder)
            }
            _ => who == Who::SignedIn,
        }
    }

    /// The rights of which the refusal names one.
    pub fn rights(self) -> Vec<Right> {
        match self {
            Self::Somewhere { right, .. } | Self::Receive { right, .. } => vec![right],
            Self::Send { .. }
            | Self::TakeBack { .. }
            | Self::Correct { .. }
            | Self::Space { .. }
            | Self::Agenda { .. } => {
                vec![Right::CreateCommunication]
            }
            Self::See { .. } | Self::Answers { .. } => vec![Right::OpenSenderDashboard],
            Self::Cancel { .. } => vec![Right::CancelCommunication],
            Self::Copy { .. } => vec![Right::CreateCommunication, Right::OpenSenderDashboard],
            _ => Vec::new(),
        }
    }
}

fn allowed(may: bool, ok: u16, otherwise: u16) -> u16 {
    if may { ok } else { otherwise }
}

/// Nothing of the scene waits to be sent.
fn taken_back(actor: &Actor, own: bool) -> u16 {
    match (somewhere(actor, Right::CreateCommunication, &Channel::ALL), own) {
        (true, true) => 409,
        (true, false) => 404,
        (false, _) => 403,
    }
}

/// Nobody in the cast belongs to the staff of the foreign school.
fn reads_space(actor: &Actor, place: Place) -> bool {
    place == Place::Own && actor.is_staff()
}

fn only_reader(actor: &Actor, place: Place, ok: u16) -> u16 {
    if reads_space(actor, place) { ok } else { 404 }
}

fn received(actor: &Actor, (right, channel): (Right, Channel), place: Place, ok: u16) -> u16 {
    if may(actor, right, channel, false, place) { ok } else { refused(actor, place) }
}

fn in_space(actor: &Actor, role: Option<Role>, place: Place, ok: u16) -> u16 {
    let held = |role| actor.holds(place, |held| held == role || held == Role::SenderAdministrator);
    match role {
        _ if !reads_space(actor, place) && !held(Role::SenderNews) => 404,
        Some(role) if !held(role) => 403,
        _ => ok,
    }
}

fn in_settings(actor: &Actor, place: Place, ok: u16) -> u16 {
    let held = |role| actor.holds(place, |held| held == role);
    if held(Role::SenderAdministrator) {
        ok
    } else if reads_space(actor, place) || held(Role::SenderNews) {
        403
    } else {
        404
    }
}

/// At the own school, the refusal names the missing right; elsewhere the object does not exist.
fn refused(actor: &Actor, place: Place) -> u16 {
    if place == Place::Own || actor.administrator { 403 } else { 404 }
}

/// The status if the actor may not send it; `None` if they may.
fn not_sent(actor: &Actor, channel: Channel, place: Place) -> Option<u16> {
    let right = Right::CreateCommunication;
    match (may(actor, right, channel, true, place), somewhere(actor, right, &[channel])) {
        (true, _) => None,
        // Without the right anywhere, there is no form.
        (false, false) => Some(403),
        (false, true) => Some(refused(actor, place)),
    }
}

/// The status if the actor may not cancel it; `None` if they may.
fn not_cancelled(actor: &Actor, channel: Channel, own: bool, place: Place) -> Option<u16> {
    let sees = may(actor, Right::OpenSenderDashboard, channel, own, place);
    let cancels = may(actor, Right::CancelCommunication, channel, own, place);
    match (sees, cancels) {
        (true, true) => None,
        (true, false) => Some(403),
        (false, _) => Some(refused(actor, place)),
    }
}

/// The status if the actor may not correct it; `None` if they may.
fn not_corrected(actor: &Actor, channel: Channel, own: bool, place: Place) -> Option<u16> {
    let sees = may(actor, Right::OpenSenderDashboard, channel, own, place);
    let writes = own && may(actor, Right::CreateCommunication, channel, own, place);
    let administers = actor.holds(place, |role| role == Role::SenderAdministrator);
    match (sees, writes || administers) {
        (true, true) => None,
        (true, false) => Some(403),
        (false, _) => Some(refused(actor, place)),
    }
}

/// Whether the actor may see the names behind the figures of a message, where the school shows them.
fn sees_names(actor: &Actor, own: bool, place: Place) -> bool {
    let writes = own && may(actor, Right::OpenSenderDashboard, Channel::Message, own, place);
    writes || actor.holds(place, |role| role == Role::SenderAdministrator)
}

/// The status if the actor may not do this in the agenda of the space; `None` if they may.
fn in_agenda(actor: &Actor, place: Place, needs: Needs) -> Option<u16> {
    let member = place == Place::Own && !actor.administrator;
    let writes = may(actor, Right::CreateCommunication, Channel::News, true, place);
    if !member && !writes {
        return Some(404);
    }
    let allowed = match needs {
        Needs::Reading => true,
        Needs::Writing { own: true } => writes,
        Needs::Writing { own: false } => actor.holds(place, |role| role == Role::SenderAdministrator),
    };
    if allowed { None } else { Some(403) }
}

fn somewhere(actor: &Actor, right: Right, channels: &[Channel]) -> bool {
    channels.iter().any(|channel| may(actor, right, *channel, true, Place::Own))
}

fn may(actor: &Actor, right: Right, channel: Channel, own: bool, place: Place) -> bool {
    let of = |name: &str| match name {
        "news" => channel == Channel::News,
        "announcement" | "announcements" => channel == Channel::Announcement,
        "message" | "messages" => channel == Channel::Message,
        other => panic!("a cell of the table says {other:?}"),
    };
    actor.roles().into_iter().any(|role| match cell(role, right) {
        "no" | "state_changed_by_recipient" | "new_on_school_or_cancelled" => false,
        "all" => actor.reaches(place),
        // Own communications count as own wherever they were sent.
        "own" => own,
        cell => match cell.strip_prefix("own_") {
            Some(name) => own && of(name),
            None => of(cell) && actor.reaches(place),
        },
    })
}
