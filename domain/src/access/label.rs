//! People told apart: where somebody is chosen or held responsible, two different people never look
//! the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{PersonId, directory::Profile, search::name_key};

/// A person in a list. Only where somebody else has the same name does it say more than name and
/// place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonLabel {
    pub id: PersonId,
    pub name: String,
    /// `(profile, function or subject, school)` of a first membership inside the scope.
    pub place: Option<Belonging>,
    /// What tells the person apart from namesakes; empty without any.
    pub apart: Vec<Apart>,
}

/// A membership of a person in a school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Belonging {
    pub profile: Profile,
    /// Function, otherwise subject, otherwise level; may be empty.
    pub detail: String,
    pub school: String,
}

/// A fact that tells a person apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Apart {
    /// The levels that the person attends or teaches, or those of the children.
    Levels(Vec<String>),
    Login(String),
    /// The end of the directory's identifier; `whole` when nothing was left out.
    Identifier {
        end: String,
        whole: bool,
    },
}

/// Everything that a label can be made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: PersonId,
    pub name: String,
    pub place: Option<Belonging>,
    pub levels: BTreeSet<String>,
    /// Empty without an account.
    pub login: String,
    /// The directory's identifier: no two people have the same.
    pub identifier: String,
    /// Somebody else in the directory, perhaps not in this list, has the same name.
    pub namesake: bool,
}

/// As much of an identifier as a person reads at a glance.
const SHORTEST_END: usize = 4;
/// More levels than this say little.
const MOST_LEVELS: usize = 4;

/// The labels of the people of one list, in the same order.
pub fn labels(people: Vec<Known>) -> Vec<PersonLabel> {
    let mut same: BTreeMap<String, Vec<&Known>> = BTreeMap::new();
    for person in &people {
        same.entry(name_key(&person.name)).or_default().push(person);
    }
    let lengths: BTreeMap<String, usize> =
        same.iter().map(|(name, people)| (name.clone(), distinct_end(people))).collect();
    let several: BTreeSet<String> =
        same.into_iter().filter(|(_, people)| people.len() > 1).map(|(name, _)| name).collect();
    people
        .into_iter()
        .map(|person| {
            let name = name_key(&person.name);
            let apart = if person.namesake || several.contains(&name) {
                apart(&person, lengths.get(&name).copied().unwrap_or(SHORTEST_END))
            } else {
                Vec::new()
            };
            PersonLabel { id: person.id, name: person.name, place: person.place, apart }
        })
        .collect()
}

/// How many characters at the end of their identifiers are different for all of these people.
fn distinct_end(people: &[&Known]) -> usize {
    let longest = people.iter().map(|person| person.identifier.chars().count()).max().unwrap_or_default();
    let differ = |length: &usize| {
        let ends: BTreeSet<(String, bool)> =
            people.iter().map(|person| end(&person.identifier, *length)).collect();
        ends.len() == people.len()
    };
    (SHORTEST_END..longest).find(differ).unwrap_or_else(|| longest.max(SHORTEST_END))
}

/// The last characters of an identifier, and whether that is all of it.
fn end(identifier: &str, length: usize) -> (String, bool) {
    let count = identifier.chars().count();
    (identifier.chars().skip(count.saturating_sub(length)).collect(), count <= length)
}

fn apart(person: &Known, length: usize) -> Vec<Apart> {
    let mut facts = Vec::new();
    if !person.levels.is_empty() && person.levels.len() <= MOST_LEVELS {
        facts.push(Apart::Levels(person.levels.iter().cloned().collect()));
    }
    if !person.login.is_empty() {
        facts.push(Apart::Login(person.login.clone()));
    }
    let (end, whole) = end(&person.identifier, length);
    facts.push(Apart::Identifier { end, whole });
    facts
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Apart, Known, labels};
    use crate::PersonId;

    fn person(id: i64, name: &str, identifier: &str) -> Known {
        Known {
            id: PersonId(id),
            name: name.to_owned(),
            place: None,
            levels: BTreeSet::new(),
            login: String::new(),
            identifier: identifier.to_owned(),
            namesake: false,
        }
    }

    fn end(text: &str, whole: bool) -> Vec<Apart> {
        vec![Apart::Identifier { end: text.to_owned(), whole }]
    }

    #[test]
    fn only_namesakes_say_more_than_their_name() {
        let alone = labels(vec![person(1, "Léa Roux", "100004821"), person(2, "Ida Blanc", "2")]);
        assert!(alone.iter().all(|label| label.apart.is_empty()), "{alone:?}");
        let elsewhere = labels(vec![Known { namesake: true, ..person(1, "Léa Roux", "100004821") }]);
        assert_eq!(elsewhere[0].apart, end("4821", false));
    }

    #[test]
    fn the_end_grows_until_it_differs() {
        let two = labels(vec![person(1, "Léa Roux", "A14821"), person(2, "LEA  ROUX", "B24821")]);
        assert_eq!([&two[0].apart, &two[1].apart], [&end("14821", false), &end("24821", false)]);
        // One identifier is the end of the other.
        let two = labels(vec![person(1, "Léa Roux", "4821"), person(2, "Léa Roux", "64821")]);
        assert_eq!([&two[0].apart, &two[1].apart], [&end("4821", true), &end("4821", false)]);
    }
}
