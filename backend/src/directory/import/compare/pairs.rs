use sea_orm::ConnectionTrait;

use super::{super::Counts, NEW, PAGE};
use crate::{Error, Result, database::statement};

/// One of the two tables that are nothing but pairs of ids, and its primary key.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct PairTable {
    pub(in super::super) name: &'static str,
    pub(in super::super) left: &'static str,
    pub(in super::super) right: &'static str,
}

pub(in super::super) const MEMBERSHIP: PairTable =
    PairTable { name: "membership", left: "person_id", right: "cohort_id" };
pub(in super::super) const FAMILY_LINK: PairTable =
    PairTable { name: "family_link", left: "parent_id", right: "child_id" };

impl PairTable {
    /// The next rows after `last`, in the order of the primary key; empty at the end.
    ///
    /// A page comes as one text, `person cohort;person cohort;…`: SQLite's driver hands every row
    /// from thread to thread, which costs more than all the rest for tables of millions.
    pub(super) async fn page(self, db: &impl ConnectionTrait, last: (i64, i64)) -> Result<Vec<(i64, i64)>> {
        let Self { name, left, right } = self;
        let sql = format!(
            "SELECT string_agg({left} || ' ' || {right}, ';') FROM \
             (SELECT {left}, {right} FROM {name} WHERE ({left}, {right}) > (?, ?) \
             ORDER BY {left}, {right} LIMIT {PAGE}) AS page"
        );
        let row = db.query_one_raw(statement(db, &sql, [last.0.into(), last.1.into()])).await?;
        let text: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
        let mut pairs =
            text.iter().flat_map(|text| text.split(';')).map(parse).collect::<Result<Vec<_>>>()?;
        // The engines keep the order of the inner query, but do not promise to.
        pairs.sort_unstable();
        Ok(pairs)
    }
}

fn parse(pair: &str) -> Result<(i64, i64)> {
    let ids = pair.split_once(' ').and_then(|(left, right)| Some((left.parse().ok()?, right.parse().ok()?)));
    ids.ok_or_else(|| Error::Inconsistent(format!("{pair:?} is no pair of ids")))
}

/// Before the first row.
pub(super) const START: (i64, i64) = (i64::MIN, i64::MIN);

/// Pairs to insert, as positions, and pairs to delete, as ids.
#[derive(Debug, Default)]
pub(in super::super) struct PairDiff {
    pub(in super::super) missing: Vec<(u32, u32)>,
    pub(in super::super) gone: Vec<(i64, i64)>,
    pub(super) unchanged: u64,
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
    /// Wanted pairs between rows that the database has, last one first.
    wanted: Vec<WantedPair>,
    diff: PairDiff,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct WantedPair {
    ids: (i64, i64),
    positions: (u32, u32),
}

impl Merge {
    /// `left` and `right` give the ids of positions; a pair with a [`NEW`] one is not stored yet.
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

    /// Takes the next stored pair.
    pub(super) fn meet(&mut self, stored: (i64, i64)) {
        while let Some(next) = self.wanted.last().filter(|next| next.ids <= stored).copied() {
            self.wanted.pop();
            if next.ids == stored {
                self.diff.unchanged += 1;
                return;
            }
            self.diff.missing.push(next.positions);
        }
        self.diff.gone.push(stored);
    }

    /// After the last stored pair.
    pub(super) fn finish(mut self) -> PairDiff {
        let rest = self.wanted.iter().rev().map(|pair| pair.positions);
        self.diff.missing.extend(rest);
        self.diff
    }
}
