//! *Personnes*: who is in the directory, where, since when, and with which account.

use serde::{Deserialize, Serialize};

use super::view::AccountRow;
use crate::{PersonId, directory::Profile, time::Stamp};

/// People on one page.
pub const PEOPLE_PER_PAGE: usize = 50;

/// What an administrator looks for; what is empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// Words of a name.
    pub search: String,
    /// Words of the name, the town or the UAI of a school.
    pub school: String,
    pub profile: Option<Profile>,
    /// The name of a class.
    pub class: String,
    /// The last person of the page before.
    pub after: Option<PersonId>,
}

/// One page, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeoplePage {
    pub rows: Vec<ListedPerson>,
    /// The last person of this page, if there are more.
    pub next: Option<PersonId>,
    /// Schools to choose from: name and town of each.
    pub schools: Vec<String>,
    /// The words for a school are those of so many that nobody is looked for.
    pub too_many_schools: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedPerson {
    pub account: AccountRow,
    pub places: Vec<PersonPlace>,
    /// There are more places than are listed.
    pub more_places: bool,
    /// When an import added the person; `None` if that was not noted.
    pub since: Option<Stamp>,
}

/// What somebody is in one school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonPlace {
    pub profile: Profile,
    /// Name and town.
    pub school: String,
    /// Functions, subjects and classes; levels where there is no class.
    pub details: Vec<String>,
}
