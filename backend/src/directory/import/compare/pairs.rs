use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use super::{
    super::Counts,
    NEW,
    pages::{Pages, number},
};
use crate::Result;

pub(super) const MEMBERSHIP: Pages<2> =
    Pages { table: "membership", key: "person_id, cohort_id", columns: ["person_id", "cohort_id"] };
pub(super) const FAMILY_LINK: Pages<2> =
    Pages { table: "family_link", key: "parent_id, child_id", columns: ["parent_id", "child_id"] };

impl Pages<2> {
    /// The next rows after `last`, in order; empty when there are no more.
    pub(super) async fn pairs(self, db: &impl ConnectionTrait, last: (i64, i64)) -> Result<Vec<(i64, i64)>> {
        let Some(page) = self.next(db, [last.0, last.1]).await? else { return Ok(Vec::new()) };
        let pair = |row: Result<[&str; 2]>| {
            let [left, right] = row?;
            Ok((number(left)?, number(right)?))
        };
        let mut pairs = self.rows(&page).map(pair).collect::<Result<Vec<_>>>()?;
        // The engines keep the order of the inner query, but do not guarantee it.
        pairs.sort_unstable();
        Ok(pairs)
    }
}

/// Before the first row.
pub(super) const START: (i64, i64) = (i64::MIN, i64::MIN);

/// Pairs to insert, as positions, and pairs to delete, as ids.
#[derive(Debug, Default)]
pub(in super::super) struct PairDiff {
    pub(in super::super) missing: Vec<(u32, u32)>,
    pub(in super::super) gone: Vec<(i64, i64)>,
    pub(super) unchanged: u64,
    /// How many stored pairs have each right-hand id; only where it was asked for.
    pub(super) stored_by_right: Option<HashMap<i64, u64>>,
}

impl PairDiff {
    pub(super) fn counts(&self) -> Counts {
        Counts {
            added: self.missing.len() as u64,
            changed: 0,
            removed: self.gone.len() as u64,
            unchanged: self.unchanged,
        }
    }
}

/// Walks through the wanted and the stored pairs side by side, both in the order of their ids.
#[derive(Debug, Default)]
pub(super) struct Merge {
    /// Wanted pairs not yet met in the database, last one first.
    wanted: Vec<WantedPair>,
    diff: PairDiff,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct WantedPair {
    ids: (i64, i64),
    positions: (u32, u32),
}

impl Merge {
    /// `left` and `right` map positions to ids; a pair that contains [`NEW`] is not stored yet.
    pub(super) fn new(pairs: &[(u32, u32)], left: &[i64], right: &[i64]) -> Self {
        let mut merge = Self::default();
        for &positions in pairs {
            let ids = (left[positions.0 as usize], right[positions.1 as usize]);
            if ids.0 == NEW || ids.1 == NEW {
                merge.diff.missing.push(positions);
            } else {
                merge.wanted.push(WantedPair { ids, positions });
            }
        }
        merge.wanted.sort_unstable_by(|a, b| b.cmp(a));
        merge
    }

    /// Counts the stored pairs by their right-hand id as well.
    pub(super) fn counting(mut self) -> Self {
        self.diff.stored_by_right = Some(HashMap::new());
        self
    }

    /// Takes the next stored pair, which stays whether the import gives it or not.
    pub(super) fn pass(&mut self, stored: (i64, i64)) {
        self.find(stored);
    }

    /// Takes the next stored pair, which goes when the import does not give it.
    pub(super) fn meet(&mut self, stored: (i64, i64)) {
        if !self.find(stored) {
            self.diff.gone.push(stored);
        }
    }

    /// Counts a stored pair, and says whether it is wanted.
    fn find(&mut self, stored: (i64, i64)) -> bool {
        if let Some(counts) = &mut self.diff.stored_by_right {
            *counts.entry(stored.1).or_default() += 1;
        }
        while let Some(next) = self.wanted.last().filter(|next| next.ids <= stored).copied() {
            self.wanted.pop();
            if next.ids == stored {
                self.diff.unchanged += 1;
                return true;
            }
            self.diff.missing.push(next.positions);
        }
        false
    }

    /// After the last stored pair.
    pub(super) fn finish(mut self) -> PairDiff {
        let rest = self.wanted.iter().rev().map(|pair| pair.positions);
        self.diff.missing.extend(rest);
        self.diff
    }
}
