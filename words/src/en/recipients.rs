//! The names behind the figures of a message, and the setting of a school that shows them.

use domain::{
    communications::names::{AccountState, NameState},
    directory::Profile,
};

use super::{
    criteria::profile_plural,
    numbers::{number, people},
    targets::pupils_or_parents,
};
use crate::rooms::Recipients;

pub(super) const RECIPIENTS: Recipients = Recipients {
    title: "Recipients",
    about: "These names help you to reach those who have not read the message. Each viewing is recorded in the activity log.",
    about_families: "One line per family: it is enough that one parent opens or confirms.",
    school: "School",
    all: "All",
    profile: "Profile",
    class: "Class",
    name: "Name",
    children: "Children",
    opened: "Opened",
    confirmed: "Confirmed",
    account: "Account",
    yes: "Yes",
    no: "No",
    by_class: "By year group and class",
    unopened: "Not opened",
    unconfirmed: "Not confirmed",
    table: "Recipients, by class and name",
    states: "Filter by reading",
    nobody: "Nobody matches",
    nobody_hint: "The message has not arrived here yet, or the filter leaves everybody out.",
    print: "Show all, to print",
    pages: "Show page by page",
    cut: "Only the first 20,000 people are shown.",
    never: "Who has never signed in",
    setting: "Names behind the figures",
    setting_about: "If the school shows them, the author of a message and the sender administrators of the school can see who has not opened or not confirmed it. Each viewing is recorded in the activity log.",
    shown: "Shown",
    hidden: "Hidden",
    show: "Show the names",
    hide: "Hide the names",
    stored: "The setting is saved.",
    open_answer: "Open in Messages",
    name_state,
    account_state,
    without_account,
    never_signed_in,
    counted,
    answers,
};

const fn name_state(state: NameState) -> &'static str {
    match state {
        NameState::Unopened => "Not opened",
        NameState::Opened => "Opened",
        NameState::Unconfirmed => "Not confirmed",
        NameState::Confirmed => "Confirmed",
    }
}

const fn account_state(state: AccountState) -> &'static str {
    match state {
        AccountState::Missing => "No account yet",
        AccountState::Unused => "Never used",
        AccountState::Used => "Used",
    }
}

/// Where a profile is no word for people, they are people of that profile.
fn who(of: Profile, count: u64) -> String {
    match of {
        Profile::Student | Profile::Parent => pupils_or_parents(of, count),
        Profile::Teacher | Profile::Librarian if count == 1 => {
            format!("1 {}", super::targets::profile(of).to_lowercase())
        }
        Profile::Teacher | Profile::Librarian => format!("{} {}", number(count), profile_plural(of)),
        _ => format!("{} ({})", people(count), super::targets::profile(of).to_lowercase()),
    }
}

/// `41 parents do not have an account yet.`
fn without_account(of: Profile, count: u64) -> String {
    let verb = if count == 1 { "does" } else { "do" };
    format!("{} {verb} not have an account yet.", who(of, count))
}

/// Of people who have an account.
fn never_signed_in(of: Profile, count: u64) -> String {
    let verb = if count == 1 { "has" } else { "have" };
    format!("{} {verb} never signed in.", who(of, count))
}

/// How many rows a list has: people, or people and families.
fn counted(count: u64, by_family: bool) -> String {
    if !by_family {
        return people(count);
    }
    format!("{} {}", number(count), if count == 1 { "family or person" } else { "families and people" })
}

/// What readers answered.
fn answers(count: u64) -> String {
    match count {
        0 => "No replies yet".to_owned(),
        1 => "1 reply".to_owned(),
        _ => format!("{} replies", number(count)),
    }
}
