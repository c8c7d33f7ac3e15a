//! Rights: roles, cells of the matrix, populations, reasons.

use domain::{
    access::{
        Cell, Extent, RequestState, Right, Role, Scope,
        view::{GrantRow, GranteeView, Reason, ScopeChoice},
    },
    communications::{Channel, Severity},
    targets::Concern,
};

mod changes;

use self::changes::{
    gets_role, lines_to_correct, people_concerned, saved, unusual, waiting, whole_authority,
    would_lack_administrator,
};
use super::{
    communications::{concern_briefly, severity},
    labels::{apart, person_place, person_text, place},
    numbers::number,
    population::population,
};
use crate::rooms::Access;

pub(super) const ACCESS: Access = Access {
    add_heading: "Add access rights",
    add: "Add access rights",
    too_many_changes: "At most 200 changes at once: confirm these first.",
    line_added: "Line added to the summary. It is saved when you confirm.",
    role_label: "Role",
    undefined: "Not chosen",
    school: "School",
    extent_label: "Applies to",
    ask_title: "Ask for a right",
    ask_link: "Ask for this right",
    ask_about: "Your request goes to those who manage the rights of the school, first of all to the head teacher. Their answer arrives among your messages.",
    ask_staff_only: "Only the staff of a school can ask for a right there.",
    ask_role_hint: "Only roles that give the right you lack are offered.",
    ask_up_to_hint: "For announcements: the highest type that you wish to publish.",
    ask_reason: "Reason",
    ask_reason_hint: "In a few sentences, at most 500 characters: those who give rights will read them.",
    ask_send: "Send the request",
    ask_sent: "Your request is sent.",
    ask_sent_hint: "The answer will arrive among your messages, and can be read below too.",
    ask_withdrawn: "Your request is withdrawn.",
    own_requests: "Your requests",
    no_own_request: "You have not asked for anything yet.",
    withdraw_request: "Withdraw the request",
    open_requests: "Waiting requests",
    open_requests_about: "Nothing is given until you confirm.",
    grant_request: "Grant…",
    decline_request: "Decline",
    decline_label: "Answer to the person",
    declined: "The request is declined: the person can read it among their messages.",
    prefilled_by_request: "The form is filled in from a request. Add the access right, then confirm.",
    more_requests: "More requests are waiting: they appear here as these are answered.",
    settled: "This request is no longer waiting for an answer.",
    settled_hint: "It was granted, declined or withdrawn, or the person has left the directory.",
    up_to_label: "Up to",
    up_to_hint: "The highest type of announcement that these people may publish.",
    changes: "Changes",
    overview_tab: "General information",
    population_tab: "Access for groups",
    person_tab: "Access for people",
    uncounted: "The number of people could not be counted.",
    choose_criterion: "Choose at least one criterion to see who will get this role.",
    choose_person: "Choose a person.",
    repeated: "This target already has this role: see the summary below.",
    who_has: "Who has access, and why",
    all_roles: "All",
    who_has_label: "Who has access",
    name: "Name",
    name_hint: "First or last name",
    nobody_matches: "Nobody matches these filters",
    clear_all_criteria: "Clear the filters",
    nobody_yet: "Nobody has a role here",
    nobody_yet_hint: "Give the first one under “Access for groups” or “Access for people”.",
    person_label: "Person",
    roles_and_reasons: "Roles and reasons",
    matrix: "Summary of rights",
    matrix_caption: "What each role allows",
    rights: "Rights",
    nothing_stored: "Nothing was saved.",
    stored: "Saved.",
    nothing_left: "Nothing was saved on your side, and there is nothing left to confirm.",
    yours_kept: "Nothing has been saved on your side yet. Your changes are kept below: check them, then confirm again.",
    changed_meanwhile: "Someone else has changed these rights in the meantime.",
    added_meanwhile: "Added in the meantime:",
    removed_meanwhile: "Removed in the meantime:",
    already_given: "Already given, so taken out of your additions:",
    about: "Targeted communication addresses an announcement, a message or a news item only to the people concerned. What each person can do here depends on the roles given to them, as part of a group or personally.",
    about_head: "By default, the head teacher has the roles Sender – administrator and Recipient – manager, and is the main sender. Give teachers and other staff, such as the CPE (head of pupil supervision) or the school nurse, the role Sender – announcements or Sender – messages.",
    page_title: "Targeted communication – access rights",
    without_script: "Without JavaScript, this page can only be read. To give or remove access rights, turn on JavaScript in your browser.",
    plain_page: "In its simple form, this page can only be read. To give or remove access rights, reload it a little later, or open it in another browser.",
    tabs: "Access rights",
    target: "Target",
    found: "People found",
    two_letters: "Enter at least two letters of the first or last name.",
    searching: "Searching…",
    recap: "Summary of access rights",
    filter_recap: "Filter the summary",
    people_label: "People",
    given_by_label: "Given by",
    action: "Action",
    no_population: "No group has a role here.",
    no_person: "Nobody has a personal role here.",
    add_above: "Add an access right above, then confirm.",
    line_taken_back: "Line taken out of the summary.",
    to_add: "To add",
    you: "You",
    do_not_add: "Do not add",
    do_not_remove: "Do not remove",
    remove: "Remove",
    to_remove: "To remove",
    additions: "Additions",
    removals: "Removals",
    store_question: "Save these changes?",
    authorities: "Authorities",
    schools: "Schools",
    show: "Show",
    right,
    role,
    cell,
    allowed,
    request_state,
    decided_by,
    up_to,
    role_up_to,
    extent,
    extent_hint,
    scope_choice,
    scope_kind,
    population,
    grantee,
    place,
    person_place,
    person_text,
    apart,
    reason,
    lost,
    why_it_stays,
    allows,
    given_by,
    gets_role,
    unusual,
    whole_authority,
    saved,
    would_lack_administrator,
    lines_to_correct,
    people_found,
    accesses,
    waiting,
    people_concerned,
};

pub(super) const fn right(right: Right) -> &'static str {
    match right {
        Right::CreateCommunication => "Create a communication",
        Right::OpenSenderDashboard => "Open the sender’s dashboard",
        Right::CancelCommunication => "Cancel a communication",
        Right::OpenSchoolDashboard => "Open the school’s dashboard",
        Right::PutOfflineOrOnline => "Take a communication offline",
        Right::ContactAuthor => "Contact the author of a communication",
        Right::NotifiedByMessage => "Be told by message",
    }
}

pub(super) const fn role(role: Role) -> &'static str {
    match role {
        Role::SenderNews => "Sender – news",
        Role::SenderAnnouncement => "Sender – announcements",
        Role::SenderViewer => "Sender – dashboard (view only)",
        Role::SenderMessage => "Sender – messages",
        Role::SenderManager => "Sender – manager",
        Role::SenderAdministrator => "Sender – administrator",
        Role::RecipientViewer => "Recipient – dashboard",
        Role::RecipientManager => "Recipient – manager",
    }
}

/// A cell of the matrix; the meaning of *own* depends on the row.
pub(super) const fn cell(right: Right, cell: Cell) -> &'static str {
    match (cell, right) {
        (Cell::No, _) => "No",
        (Cell::All, _) => "Yes",
        (Cell::Of(Channel::Announcement), _) => "Yes, announcements",
        (Cell::Of(Channel::Message), _) => "Yes, messages",
        (Cell::Of(Channel::News), Right::PutOfflineOrOnline) => "Yes, news items only",
        (Cell::Of(Channel::News), _) => "Yes, news items",
        (Cell::Own, _) => "Yes, their own",
        (Cell::OwnOf(Channel::Announcement), _) => "Yes, their own announcements only",
        (Cell::OwnOf(Channel::Message), _) => "Yes, their own messages only",
        (Cell::OwnOf(Channel::News), _) => "Yes, their own news items only",
        (Cell::StateChangedByRecipient, _) => "Yes, when a recipient takes one offline or puts one online",
        (Cell::NewOnSchoolOrCancelled, _) => "Yes, when one arrives in the school or is cancelled there",
    }
}

/// The rights of a role, one by one.
pub(super) fn allowed(role: Role) -> Vec<String> {
    let said = |one: Right| match Cell::of(role, one) {
        Cell::No => None,
        Cell::All => Some(right(one).to_owned()),
        some => Some(format!("{} ({})", right(one), cell(one, some).trim_start_matches("Yes, "))),
    };
    Right::ALL.into_iter().filter_map(said).collect()
}

const fn request_state(state: RequestState) -> &'static str {
    match state {
        RequestState::Open => "Waiting",
        RequestState::Granted => "Granted",
        RequestState::Declined => "Declined",
        RequestState::Withdrawn => "Withdrawn",
    }
}

fn decided_by(day: &str, by: &str) -> String {
    format!("on {day}, by {by}")
}

fn up_to(highest: Severity) -> String {
    format!("up to {}", severity(highest))
}

/// The role, and up to which severity if it has severities.
pub(super) fn role_up_to(of: Role, highest: Option<Severity>) -> String {
    highest.map_or_else(|| role(of).to_owned(), |highest| format!("{}, {}", role(of), up_to(highest)))
}

pub(super) const fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Whole => "The whole authority",
        Extent::OwnSchools => "Each person’s own schools",
    }
}

pub(super) const fn extent_hint(extent: Extent) -> &'static str {
    match extent {
        Extent::Whole => "Each person gets the role for all the schools of the authority",
        Extent::OwnSchools => "Each person gets the role where they belong to this group",
    }
}

/// The name of a scope and its place, such as `Metz (0570051W)`; an authority has no place.
pub(super) fn scope_choice(choice: &ScopeChoice) -> String {
    if choice.place.is_empty() {
        choice.name.clone()
    } else {
        format!("{} – {}", choice.name, choice.place)
    }
}

pub(super) const fn scope_kind(scope: Scope) -> &'static str {
    match scope {
        Scope::Establishment(_) => "School",
        Scope::Authority(_) => "Authority",
    }
}

pub(super) fn grantee(grantee: &GranteeView) -> String {
    match grantee {
        GranteeView::Head => "Head teacher".to_owned(),
        GranteeView::Person(person) => person_text(person),
        GranteeView::Population(it) => population(it),
    }
}

/// Why a person has a role.
pub(super) fn reason(reason: &Reason, highest: Option<Severity>) -> String {
    let why = match reason {
        Reason::Head => "as head teacher".to_owned(),
        Reason::PortalAdministrator => "as portal administrator".to_owned(),
        Reason::Personal { scope } => format!("personally ({scope})"),
        Reason::Population { population: by, scope, extent } => {
            let where_it_counts = match extent {
                Extent::Whole => "",
                Extent::OwnSchools => ", in their own schools",
            };
            format!("as part of the group “{}” ({scope}{where_it_counts})", population(by))
        }
    };
    highest.map_or_else(|| why.clone(), |highest| format!("{why}, {}", up_to(highest)))
}

/// What a population with a role has lost.
fn lost(concern: &Concern) -> String {
    match concern {
        Concern::Nobody => "Nobody left".to_owned(),
        other => concern_briefly(other),
    }
}

/// Why a line of the *Summary of access rights* cannot be removed where it is shown.
pub(super) fn why_it_stays(row: &GrantRow) -> String {
    match (&row.inherited_from, &row.grantee) {
        (Some(authority), _) => format!("Given by {authority}: remove it on its page"),
        (None, GranteeView::Head) => "Goes with the job: changes with the directory".to_owned(),
        (None, _) => "Cannot be removed here".to_owned(),
    }
}

fn allows(rights: &[String]) -> String {
    format!("Allows: {}.", rights.join("; ").to_lowercase())
}

fn given_by(line: &str, name: &str) -> String {
    format!("{line}, by {name}")
}

/// Says that a search lists at most `most` people.
fn people_found(count: usize, most: usize) -> String {
    match count {
        0 => "Nobody matches in your schools.".to_owned(),
        1 => "1 person found: down arrow, then Enter.".to_owned(),
        all if all == most => format!("The first {most} people found: type more to see others."),
        some => format!("{some} people found: up and down arrows, then Enter."),
    }
}

fn accesses(count: u64) -> String {
    match count {
        0 => "No access right".to_owned(),
        1 => "1 access right".to_owned(),
        _ => format!("{} access rights", number(count)),
    }
}
