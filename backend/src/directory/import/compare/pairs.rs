use std::{cmp::Reverse, collections::HashMap};

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

/// The wanted pairs, as positions. There are millions, so nothing else is kept of them.
#[derive(Debug, Default)]
pub(super) struct Wants {
    /// Those whose two ends are stored, the last one in the order of the ids first.
    known: Vec<(u32, u32)>,
    missing: Vec<(u32, u32)>,
}

impl Wants {
    /// `left` and `right` map positions to ids; a pair that contains [`NEW`] is not stored yet.
    pub(super) fn new(mut pairs: Vec<(u32, u32)>, left: &[i64], right: &[i64]) -> Self {
        let ids = |pair: &(u32, u32)| (left[pair.0 as usize], right[pair.1 as usize]);
        let mut missing = Vec::new();
        pairs.retain(|pair| {
            let (left, right) = ids(pair);
            let is_known = left != NEW && right != NEW;
            if !is_known {
                missing.push(*pair);
            }
            is_known
        });
        pairs.sort_unstable_by_key(|pair| Reverse(ids(pair)));
        Self { known: pairs, missing }
    }
}

/// Walks through the wanted and the stored pairs side by side, both in the order of their ids.
#[derive(Debug)]
pub(super) struct Merge<'i> {
    /// Wanted pairs not yet met in the database, last one first.
    wanted: Vec<(u32, u32)>,
    left: &'i [i64],
    right: &'i [i64],
    diff: PairDiff,
}

impl<'i> Merge<'i> {
    /// `left` and `right` are those of `wants`.
    pub(super) fn new(wants: Wants, left: &'i [i64], right: &'i [i64]) -> Self {
        let Wants { known, missing } = wants;
        Self { wanted: known, left, right, diff: PairDiff { missing, ..PairDiff::default() } }
    }

    /// Counts the stored pairs by their right-hand id as well.
    pub(super) fn counting(mut self) -> Self {
        self.diff.stored_by_right = Some(HashMap::new());
        self
    }

    fn ids(&self, pair: (u32, u32)) -> (i64, i64) {
        (self.left[pair.0 as usize], self.right[pair.1 as usize])
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
        while let Some(next) = self.wanted.last().copied().filter(|next| self.ids(*next) <= stored) {
            self.wanted.pop();
            if self.ids(next) == stored {
                self.diff.unchanged += 1;
                return true;
            }
            self.diff.missing.push(next);
        }
        false
    }

    /// After the last stored pair.
    pub(super) fn finish(mut self) -> PairDiff {
        self.diff.missing.extend(self.wanted.iter().rev());
        self.diff
    }
}
