//! What should be answered, from the agreed table alone: nothing here asks the program's own.

use std::sync::LazyLock;

use domain::{
    access::{Right, Role},
    communications::Channel,
};
use server::{Answer, Who};

use super::{Actor, Row};

const AGREED: &str = include_str!("../../../../domain/tests/fixtures/roles.csv");

/// The cell of a role and a right, as people agreed on it.
fn cell(role: Role, right: Right) -> &'static str {
    static ROWS: LazyLock<Vec<Vec<&'static str>>> =
        LazyLock::new(|| AGREED.lines().map(|line| line.split(',').collect()).collect());
    let column = ROWS[0].iter().position(|code| *code == role.code()).expect("a role");
    ROWS.iter().find(|row| row[0] == right.code()).expect("a right")[column]
}

/// A school: the one where everybody of the cast is, or one of another authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Own,
    Foreign,
}

/// What stands between a request and its answer.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// The same for everybody.
    Open {
        ok: u16,
    },
    /// For those who come in; whoever is in already is led home.
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
    /// Whoever administers the rights of a place: the sender administrators of it.
    RightsOn {
        place: Place,
        ok: u16,
    },
    /// A right held anywhere on one of these channels.
    Somewhere {
        right: Right,
        channels: &'static [Channel],
        ok: u16,
    },
    /// To send on a channel to a place.
    Send {
        channel: Channel,
        place: Place,
        ok: u16,
    },
    /// To see a communication.
    See {
        channel: Channel,
        own: bool,
        place: Place,
        ok: u16,
    },
    /// To cancel one: seeing it comes first.
    Cancel {
        channel: Channel,
        own: bool,
        place: Place,
        ok: u16,
    },
    /// To copy one into a new form.
    Copy {
        channel: Channel,
        own: bool,
        place: Place,
        ok: u16,
    },
}

impl Rule {
    pub fn expected(self, actor: &Actor, row: &Row) -> u16 {
        // A page sends those who are not signed in to the door, as nothing else does.
        let outside = if row.policy().answer == Answer::Page { 303 } else { 401 };
        match self {
            Self::Open { ok } => ok,
            Self::Door { ok } => {
                if actor.is_nobody() {
                    ok
                } else {
                    303
                }
            }
            _ if actor.is_nobody() => outside,
            Self::SignedIn { ok } => ok,
            Self::Portal { ok } => {
                if actor.administrator {
                    ok
                } else {
                    403
                }
            }
            Self::RightsOn { place, ok } => {
                let administers = actor.holds(place, |role| role == Role::SenderAdministrator);
                if administers { ok } else { refused(actor, place) }
            }
            Self::Somewhere { right, channels, ok } => {
                if somewhere(actor, right, channels) {
                    ok
                } else {
                    403
                }
            }
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
            Self::Copy { channel, own, place, ok } => {
                if somewhere(actor, Right::CreateCommunication, &[Channel::Announcement, Channel::Message]) {
                    Self::See { channel, own, place, ok }.expected(actor, row)
                } else {
                    403
                }
            }
        }
    }

    /// Whether the table of addresses lets the same people come as far as the use case.
    pub fn agrees_with(self, who: Who) -> bool {
        match self {
            Self::Open { .. } => matches!(who, Who::Anybody | Who::LinkHolder | Who::SecondStep),
            Self::Door { .. } => who == Who::AtTheDoor,
            // A link is one way, being signed in another.
            Self::SignedIn { .. } => {
                matches!(who, Who::SignedIn | Who::SignedInKeepingText | Who::LinkHolder)
            }
            _ => who == Who::SignedIn,
        }
    }

    /// The rights of which one is named when this is refused inside.
    pub fn rights(self) -> Vec<Right> {
        match self {
            Self::Somewhere { right, .. } => vec![right],
            Self::Send { .. } => vec![Right::CreateCommunication],
            Self::See { .. } => vec![Right::OpenSenderDashboard],
            Self::Cancel { .. } => vec![Right::CancelCommunication],
            Self::Copy { .. } => vec![Right::CreateCommunication, Right::OpenSenderDashboard],
            _ => Vec::new(),
        }
    }
}

/// Inside one is told what is missing; what is outside does not exist.
fn refused(actor: &Actor, place: Place) -> u16 {
    if place == Place::Own || actor.administrator { 403 } else { 404 }
}

/// The status of what the actor may not send; `None` where they may.
fn not_sent(actor: &Actor, channel: Channel, place: Place) -> Option<u16> {
    let right = Right::CreateCommunication;
    match (may(actor, right, channel, true, place), somewhere(actor, right, &[channel])) {
        (true, _) => None,
        // Without the right anywhere there is no form to send.
        (false, false) => Some(403),
        (false, true) => Some(refused(actor, place)),
    }
}

/// The status of what the actor may not cancel; `None` where they may.
fn not_cancelled(actor: &Actor, channel: Channel, own: bool, place: Place) -> Option<u16> {
    let sees = may(actor, Right::OpenSenderDashboard, channel, own, place);
    let cancels = may(actor, Right::CancelCommunication, channel, own, place);
    match (sees, cancels) {
        (true, true) => None,
        (true, false) => Some(403),
        (false, _) => Some(refused(actor, place)),
    }
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
        // What is one's own is one's own wherever it went.
        "own" => own,
        cell => match cell.strip_prefix("own_") {
            Some(name) => own && of(name),
            None => of(cell) && actor.reaches(place),
        },
    })
}
