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
        (at <= now && now < until).then_some((sites, until))
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
