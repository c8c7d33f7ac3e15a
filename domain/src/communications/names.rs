//! The names behind the figures of a message in one school: who has not opened it, who has not
//! confirmed. Where one guardian of a family is enough, a family counts as one.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    CommunicationId, EstablishmentId, PersonId, communications::Spoken, directory::Profile, search::by_number,
};

/// Rows on one page.
pub const NAMES_PER_PAGE: usize = 100;

values::coded! {
    /// What became of the message with somebody. The code is the key in addresses.
    NameState {
        Unopened => "non-ouvert",
        Opened => "ouvert",
        Unconfirmed => "non-confirme",
        Confirmed => "confirme",
    }

    /// Whether somebody could have read it, the least first.
    AccountState {
        /// They have no account.
        Missing => "missing",
        /// They have never signed in.
        Unused => "unused",
        Used => "used",
    }
}

/// A level and a class; either may be empty.
pub type ClassPlace = (String, String);

/// Somebody who received the message in the school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub person: PersonId,
    pub name: String,
    /// The folded name by which a list is in order.
    pub order: String,
    pub profile: Profile,
    /// Only of pupils and parents.
    pub places: BTreeSet<ClassPlace>,
    pub opened: bool,
    /// They confirmed for themselves.
    pub confirmed: bool,
    /// Other guardians confirmed for each of their children.
    pub covered: bool,
    pub account: AccountState,
    /// Of a parent: the children in the school whom the message concerns.
    pub children: Vec<PersonId>,
}

/// A child of recipients.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    pub name: String,
    pub places: BTreeSet<ClassPlace>,
}

/// A recipient, or the guardians that children have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRow {
    /// Names the row in the addresses of pages.
    pub key: String,
    pub names: Vec<String>,
    pub profile: Profile,
    pub places: Vec<ClassPlace>,
    pub children: Vec<String>,
    pub opened: bool,
    pub confirmed: bool,
    pub account: AccountState,
}

/// The filter and the page, as typed. An invalid value filters nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct NamesFilter {
    /// The number of the school; the first one if it is empty.
    pub school: String,
    /// [`NameState::code`]
    pub state: String,
    /// [`Profile::code`]
    pub profile: String,
    pub level: String,
    pub class: String,
    /// Exactly this level and class, also where one is empty: the people whom a [`NamedGroup`] counts.
    pub exact: bool,
    /// The page of what follows the row with this key …
    pub after: String,
    /// … or stands before this one.
    pub before: String,
    /// All rows on one page, to print them.
    pub whole: bool,
}

/// How many rows a class has, and how many of them have not opened it or not confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedGroup {
    pub profile: Profile,
    /// Both empty for the staff.
    pub level: String,
    pub class: String,
    pub all: u64,
    pub unopened: u64,
    pub unconfirmed: u64,
}

/// People of a profile who could not have read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeverSignedIn {
    pub profile: Profile,
    pub without_account: u64,
    /// They have an account, and have never used it.
    pub unused: u64,
}

/// One page of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "facts about the list, each or not")]
pub struct NamesPage {
    pub id: CommunicationId,
    pub title: String,
    /// In which language that is.
    #[serde(default)]
    pub language: Spoken,
    /// The schools whose names the reader may see, by name, and the chosen one.
    pub schools: Vec<(EstablishmentId, String)>,
    pub school: EstablishmentId,
    /// Whether the reader may open the page of the communication.
    pub sender: bool,
    /// Whether readers are asked to confirm.
    pub asked: bool,
    pub by_family: bool,
    pub may_remind: bool,
    /// More people than a list holds received it here.
    pub cut: bool,
    /// How many rows of the chosen profile, level and class are in each state.
    pub states: Vec<(NameState, u64)>,
    pub groups: Vec<NamedGroup>,
    pub never_signed_in: Vec<NeverSignedIn>,
    pub rows: Vec<NamedRow>,
    /// How many rows match, on all pages.
    pub total: u64,
    /// The keys to continue from: the page before this one, and the page after it.
    pub earlier: Option<String>,
    pub later: Option<String>,
}

/// The rows of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamesWindow {
    pub rows: Vec<NamedRow>,
    pub total: u64,
    pub earlier: Option<String>,
    pub later: Option<String>,
}

impl NamedRow {
    pub fn is(&self, state: NameState) -> bool {
        match state {
            NameState::Unopened => !self.opened,
            NameState::Opened => self.opened,
            NameState::Unconfirmed => !self.confirmed,
            NameState::Confirmed => self.confirmed,
        }
    }

    pub fn matches(&self, filter: &NamesFilter) -> bool {
        let of_state = NameState::from_code(&filter.state).is_none_or(|state| self.is(state));
        of_state && self.stands_in(filter)
    }

    /// Whether a filter keeps its profile, level and class.
    fn stands_in(&self, filter: &NamesFilter) -> bool {
        let of_profile = Profile::from_code(&filter.profile).is_none_or(|profile| self.profile == profile);
        let is = |asked: &str, own: &str| asked == own || (asked.is_empty() && !filter.exact);
        let here = |(level, class): &ClassPlace| is(&filter.level, level) && is(&filter.class, class);
        let nowhere = self.places.is_empty() && filter.level.is_empty() && filter.class.is_empty();
        of_profile && (nowhere || self.places.iter().any(here))
    }
}

/// The rows of a list, by profile, level, class and name. `by_family` makes one row of the guardians
/// that children have in common.
pub fn named_rows(
    recipients: &[Recipient],
    children: &BTreeMap<PersonId, Child>,
    by_family: bool,
) -> Vec<NamedRow> {
    let in_family = |one: &Recipient| by_family && !one.children.is_empty();
    let mut rows: Vec<(String, NamedRow)> = recipients
        .iter()
        .filter(|one| !in_family(one))
        .map(|one| (one.order.clone(), row(&[one], &one.children, children)))
        .collect();
    let mut guardians: BTreeMap<PersonId, Vec<&Recipient>> = BTreeMap::new();
    for one in recipients.iter().filter(|one| in_family(one)) {
        for child in &one.children {
            guardians.entry(*child).or_default().push(one);
        }
    }
    let mut families: BTreeMap<Vec<PersonId>, (Vec<&Recipient>, Vec<PersonId>)> = BTreeMap::new();
    for (child, of) in guardians {
        let family = of.iter().map(|one| one.person).collect();
        families.entry(family).or_insert_with(|| (of, Vec::new())).1.push(child);
    }
    rows.extend(families.into_values().map(|(of, theirs)| {
        let order = of.iter().map(|one| one.order.as_str()).min().unwrap_or_default().to_owned();
        (order, row(&of, &theirs, children))
    }));
    let ranks = ranks(&rows);
    let rank = |place: &ClassPlace| ranks.get(place).copied();
    for (_, row) in &mut rows {
        row.places.sort_by_key(rank);
    }
    rows.sort_by_cached_key(|(order, row)| {
        let places: Vec<Option<usize>> = row.places.iter().map(rank).collect();
        (row.profile, places, order.clone(), row.key.clone())
    });
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The order of a class: "2de 9" comes before "2de 10".
fn order_of((level, class): &ClassPlace) -> (String, String) {
    (by_number(level), by_number(class))
}

/// Where each of the classes stands among them.
fn ranks(rows: &[(String, NamedRow)]) -> BTreeMap<ClassPlace, usize> {
    let known: BTreeSet<&ClassPlace> = rows.iter().flat_map(|(_, row)| &row.places).collect();
    let mut known: Vec<&ClassPlace> = known.into_iter().collect();
    known.sort_by_cached_key(|place| order_of(place));
    known.into_iter().enumerate().map(|(rank, place)| (place.clone(), rank)).collect()
}

fn row(of: &[&Recipient], theirs: &[PersonId], children: &BTreeMap<PersonId, Child>) -> NamedRow {
    let known: Vec<&Child> = theirs.iter().filter_map(|id| children.get(id)).collect();
    // A family stands where its children are.
    let of_children: BTreeSet<ClassPlace> = known.iter().flat_map(|child| child.places.clone()).collect();
    let own: BTreeSet<ClassPlace> = of.iter().flat_map(|one| one.places.clone()).collect();
    let places = if of_children.is_empty() { own } else { of_children };
    let key: Vec<String> = of.iter().map(|one| one.person.to_string()).collect();
    NamedRow {
        key: key.join("-"),
        names: of.iter().map(|one| one.name.clone()).collect(),
        profile: of.first().map_or(Profile::Parent, |one| one.profile),
        places: places.into_iter().collect(),
        children: known.iter().map(|child| child.name.clone()).collect(),
        opened: of.iter().any(|one| one.opened),
        confirmed: of.iter().any(|one| one.confirmed) || of.iter().all(|one| one.covered),
        account: of.iter().map(|one| one.account).max().unwrap_or(AccountState::Missing),
    }
}

/// How many rows of the filter's profile, level and class are in each state; without `asked` only whether
/// they opened it.
pub fn counted_names(rows: &[NamedRow], filter: &NamesFilter, asked: bool) -> Vec<(NameState, u64)> {
    let here = || rows.iter().filter(|row| row.stands_in(filter));
    let of_reading = |state: &NameState| matches!(state, NameState::Unopened | NameState::Opened);
    NameState::ALL
        .into_iter()
        .filter(|state| asked || of_reading(state))
        .map(|state| (state, here().filter(|row| row.is(state)).count() as u64))
        .collect()
}

/// The classes of pupils and parents, and the profiles of the staff. A row of two classes counts in
/// both.
pub fn grouped_names(rows: &[NamedRow]) -> Vec<NamedGroup> {
    let mut groups: BTreeMap<(Profile, ClassPlace), [u64; 3]> = BTreeMap::new();
    for row in rows {
        let nowhere = [ClassPlace::default()];
        let places = if row.places.is_empty() { &nowhere[..] } else { row.places.as_slice() };
        for place in places {
            let [all, unopened, unconfirmed] = groups.entry((row.profile, place.clone())).or_insert([0; 3]);
            *all += 1;
            *unopened += u64::from(!row.opened);
            *unconfirmed += u64::from(!row.confirmed);
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_cached_key(|((profile, place), _)| (*profile, order_of(place)));
    groups
        .into_iter()
        .map(|((profile, (level, class)), [all, unopened, unconfirmed])| NamedGroup {
            profile,
            level,
            class,
            all,
            unopened,
            unconfirmed,
        })
        .collect()
}

/// Who could not have read it, by profile; only profiles with somebody.
pub fn never_signed_in(recipients: &[Recipient]) -> Vec<NeverSignedIn> {
    let count = |profile, account| {
        recipients.iter().filter(|one| one.profile == profile && one.account == account).count() as u64
    };
    Profile::ALL
        .into_iter()
        .map(|profile| NeverSignedIn {
            profile,
            without_account: count(profile, AccountState::Missing),
            unused: count(profile, AccountState::Unused),
        })
        .filter(|found| found.without_account + found.unused > 0)
        .collect()
}

/// The page that a filter asks for. It begins at a row and not at a number, so that somebody who opens
/// the message meanwhile moves nobody to another page. A row that is gone gives the first page.
pub fn names_window(all: &[NamedRow], filter: &NamesFilter) -> NamesWindow {
    let place = |key: &str| all.iter().position(|row| !key.is_empty() && row.key == key);
    let matching: Vec<(usize, &NamedRow)> =
        all.iter().enumerate().filter(|(_, row)| row.matches(filter)).collect();
    let count = matching.len();
    let start = match (place(&filter.after), place(&filter.before)) {
        _ if filter.whole => 0,
        (Some(after), _) => match matching.partition_point(|(at, _)| *at <= after) {
            start if start == count => count.saturating_sub(NAMES_PER_PAGE),
            start => start,
        },
        (None, Some(before)) => {
            matching.partition_point(|(at, _)| *at < before).saturating_sub(NAMES_PER_PAGE)
        }
        (None, None) => 0,
    };
    let end = if filter.whole { count } else { (start + NAMES_PER_PAGE).min(count) };
    let rows: Vec<NamedRow> = matching[start..end].iter().map(|(_, row)| (*row).clone()).collect();
    let key = |row: &NamedRow| row.key.clone();
    NamesWindow {
        earlier: rows.first().map(key).filter(|_| start > 0),
        later: rows.last().map(key).filter(|_| end < count),
        total: count as u64,
        rows,
    }
}

#[cfg(test)]
mod tests;
