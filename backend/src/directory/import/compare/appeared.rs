//! Names that nobody had before: a typing error makes one, and cuts a pupil off from the class.

use std::collections::{BTreeMap, BTreeSet};

use domain::{directory::Profile, targets::NameKind};
use formats::text::header;

use super::{
    super::{Appeared, read::Cohorts},
    PairDiff,
    losses::{StoredCohorts, names, texts},
};

/// How many names a report lists.
const LISTED: usize = 200;
/// How a number of a level may go on: `5e`, `5ème`, `2nde`.
const ORDINALS: [&str; 7] = ["ieme", "eme", "nde", "ere", "de", "re", "e"];

/// The first ones, by kind and name, and how many there are; none where nobody had any, because then all of
/// them are new.
pub(super) fn find(stored: &StoredCohorts, wanted: &Cohorts, memberships: &PairDiff) -> (Vec<Appeared>, u64) {
    let before = before(stored, memberships);
    if before.is_empty() {
        return (Vec::new(), 0);
    }
    let mut found: BTreeMap<(NameKind, &str), (u64, u32)> = BTreeMap::new();
    for (person, cohort) in &memberships.missing {
        let key = wanted.keys.get(*cohort as usize).filter(|key| key.profile != Profile::Parent);
        let Some(key) = key else { continue };
        for named in names(key.names().map(|name| wanted.text(name))) {
            if before.contains(&named) {
                continue;
            }
            // The memberships of one person follow one another.
            let (people, last) = found.entry(named).or_insert((0, u32::MAX));
            if *last != *person {
                *people += 1;
                *last = *person;
            }
        }
    }
    let known: BTreeMap<(NameKind, String), &str> =
        before.iter().map(|(of, name)| ((*of, form(name)), *name)).collect();
    let total = found.len() as u64;
    let listed = found.into_iter().take(LISTED).map(|((of, name), (people, _))| Appeared {
        of,
        name: name.to_owned(),
        people,
        near: known.get(&(of, form(name))).map(|near| (*near).to_owned()),
    });
    (listed.collect(), total)
}

/// The names that somebody has now.
fn before<'s>(stored: &'s StoredCohorts, memberships: &PairDiff) -> BTreeSet<(NameKind, &'s str)> {
    let counts = memberships.stored_by_right.as_ref();
    let has_people = |id: i64| counts.is_some_and(|counts| counts.contains_key(&id));
    let rows = stored.rows.iter().filter(|row| has_people(row.id.0));
    rows.flat_map(|row| names(texts(row))).collect()
}

/// What two spellings of one name have in common: `5eA`, `5ème A` and `5 a`.
fn form(name: &str) -> String {
    let folded = header(name);
    let letters = folded.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let digits = &folded[..folded.len() - letters.len()];
    if digits.is_empty() {
        return folded;
    }
    let rest = ORDINALS.iter().find_map(|ordinal| letters.strip_prefix(ordinal)).unwrap_or(letters);
    format!("{digits}{rest}")
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn spellings_of_one_class_have_one_form() {
        for twin in ["5eA", "5e A", "5ème A", "5 a", "5A", "5eme-A"] {
            assert_eq!(form(twin), "5a", "{twin}");
        }
        assert_eq!((form("5eme"), form("5e")), ("5".to_owned(), "5".to_owned()));
        assert_ne!(form("5e A"), form("5e B"));
        assert_ne!(form("5e A"), form("4e A"));
        assert_eq!(form("Terminale générale"), "terminalegenerale");
    }
}
