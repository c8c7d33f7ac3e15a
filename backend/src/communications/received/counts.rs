//! What an open list of *Communications reçues* compares is counted from all that its schools received: for a
//! region that is hundreds of thousands of rows, and its pages look at each change in any school.

use domain::{PersonId, time::Millis};
use moka::sync::Cache;
use sea_orm::FromQueryResult;

use crate::revision::Revisions;

/// Up to so many publications, a list is counted at each look.
const COUNTED_AT_ONCE: i64 = 1_000;
/// Above that, a process counts the list of a person at most once in this time.
const FRESH_MS: i64 = 5_000;
const REMEMBERED_LISTS: u64 = 1_000;

/// What there is in the schools whose dashboard somebody may open.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub(super) struct Sites {
    pub found: i64,
    pub begun: i64,
    pub ended: i64,
    pub published: i64,
    pub offline: i64,
    pub failed: i64,
    pub cancelled: i64,
    pub corrections: i64,
    pub exchanged: i64,
    pub last_change: Option<i64>,
    pub begins: Option<Millis>,
    pub ends: Option<Millis>,
}

/// Whose list it is, and what is known of rights and schools.
type Key = (PersonId, i64, i64, i64);

/// What this process counted of long lists, with the time of the count.
#[derive(Debug)]
pub struct ReceivedCounts {
    counted: Cache<Key, (Millis, Sites)>,
}

impl Default for ReceivedCounts {
    fn default() -> Self {
        Self { counted: Cache::new(REMEMBERED_LISTS) }
    }
}

impl ReceivedCounts {
    /// Of a long list that was counted a moment ago: what was counted, and when it is counted again.
    pub(super) fn kept(&self, person: PersonId, known: &Revisions, now: Millis) -> Option<(Sites, Millis)> {
        let (at, sites) = self.counted.get(&key(person, known))?;
        let until = at.plus(FRESH_MS);
        // What began or ended by itself since is counted.
        let holds = sites.begins.into_iter().chain(sites.ends).all(|change| now < change);
        (holds && at <= now && now < until).then_some((sites, until))
    }

    pub(super) fn keep(&self, person: PersonId, known: &Revisions, now: Millis, sites: Sites) {
        if sites.found > COUNTED_AT_ONCE {
            self.counted.insert(key(person, known), (now, sites));
        }
    }
}

fn key(person: PersonId, known: &Revisions) -> Key {
    (person, known.access, known.directory, known.incarnation)
}

#[cfg(test)]
mod tests {
    use domain::{PersonId, time::Millis};

    use super::{COUNTED_AT_ONCE, FRESH_MS, ReceivedCounts, Sites};
    use crate::revision::Revisions;

    #[test]
    fn a_long_list_is_kept_for_moments_and_as_long_as_it_holds() {
        let (counts, known, now) = (ReceivedCounts::default(), Revisions::default(), Millis(100_000));
        let [short, long, begins] = [1, 2, 3].map(PersonId);
        let sites = Sites { found: COUNTED_AT_ONCE + 1, ..Sites::default() };
        counts.keep(short, &known, now, Sites { found: COUNTED_AT_ONCE, ..sites });
        counts.keep(long, &known, now, sites);
        counts.keep(begins, &known, now, Sites { begins: Some(now.plus(10)), ..sites });
        let is_kept = |person, at| counts.kept(person, &known, at).is_some();
        assert!(!is_kept(short, now), "a short one is counted at each look");
        assert!(is_kept(long, now) && is_kept(long, now.plus(FRESH_MS - 1)));
        assert!(!is_kept(long, now.plus(FRESH_MS)) && !is_kept(long, now.plus(-1)));
        assert!(is_kept(begins, now.plus(9)) && !is_kept(begins, now.plus(10)), "something has begun");
        let rights = Revisions { access: 1, ..known };
        assert!(counts.kept(long, &rights, now).is_none(), "rights have changed");
    }
}
