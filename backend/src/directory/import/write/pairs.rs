use sea_orm::{DatabaseConnection, DatabaseTransaction, Value};

use super::{
    super::{
        compare::{NEW, PairDiff},
        progress::Meter,
    },
    bulk::Bulk,
    side::{STEP, Work},
};
use crate::{Error, Result};

/// The pairs that a statement is about. `SQLite` finds each through the key; for `IN (VALUES …)` with two
/// columns it reads the whole table.
const GONE: &str = "WITH gone (l, r) AS (VALUES ";

/// Leaves pairs in the state that is read, and takes them out of the hidden one.
pub(super) const HIDE_MEMBERSHIPS: Bulk = Bulk {
    head: GONE,
    row: "?, ?",
    columns: 2,
    tail: ") UPDATE membership_row SET only_in = 3 - (SELECT hidden FROM directory_side) \
           WHERE (person_id, cohort_id) IN (SELECT l, r FROM gone)",
};
/// Adds pairs to the hidden state; the third value is its number. What is there already was written by
/// somebody who joined records meanwhile: then the plan is made again.
pub(super) const PREPARE_MEMBERSHIPS: Bulk = Bulk {
    head: "INSERT INTO membership_row (person_id, cohort_id, only_in) VALUES ",
    row: "?, ?, ?",
    columns: 3,
    tail: " ON CONFLICT DO NOTHING",
};
pub(super) const HIDE_LINKS: Bulk = Bulk {
    head: GONE,
    row: "?, ?",
    columns: 2,
    tail: ") UPDATE family_link_row SET only_in = 3 - (SELECT hidden FROM directory_side) \
           WHERE (parent_id, child_id) IN (SELECT l, r FROM gone)",
};
pub(super) const PREPARE_LINKS: Bulk = Bulk {
    head: "INSERT INTO family_link_row (parent_id, child_id, only_in) VALUES ",
    row: "?, ?, ?",
    columns: 3,
    tail: " ON CONFLICT DO NOTHING",
};

const DELETE_MEMBERSHIPS: Bulk = Bulk {
    head: GONE,
    row: "?, ?",
    columns: 2,
    tail: ") DELETE FROM membership_row WHERE (person_id, cohort_id) IN (SELECT l, r FROM gone)",
};
const INSERT_MEMBERSHIPS: Bulk = Bulk {
    head: "INSERT INTO membership_row (person_id, cohort_id) VALUES ",
    row: "?, ?",
    columns: 2,
    tail: "",
};
const DELETE_LINKS: Bulk = Bulk {
    head: GONE,
    row: "?, ?",
    columns: 2,
    tail: ") DELETE FROM family_link_row WHERE (parent_id, child_id) IN (SELECT l, r FROM gone)",
};
const INSERT_LINKS: Bulk = Bulk {
    head: "INSERT INTO family_link_row (parent_id, child_id) VALUES ",
    row: "?, ?",
    columns: 2,
    tail: "",
};

/// Pairs of records that are joined to others. What is read of these people is woven from several
/// records, so the switch writes them in both states, while every record has what it owns.
#[derive(Default)]
pub(super) struct Woven {
    pub(super) memberships: Moves,
    pub(super) links: Moves,
}

#[derive(Default)]
pub(super) struct Moves {
    pub(super) gone: Vec<(i64, i64)>,
    pub(super) missing: Vec<(i64, i64)>,
}

impl Woven {
    pub(super) fn is_empty(&self) -> bool {
        let Self { memberships, links } = self;
        memberships.gone.is_empty()
            && memberships.missing.is_empty()
            && links.gone.is_empty()
            && links.missing.is_empty()
    }

    pub(super) async fn write(&self, tx: &DatabaseTransaction, meter: &mut Meter<'_>) -> Result<()> {
        DELETE_MEMBERSHIPS.run(tx, &self.memberships.gone, meter, bind).await?;
        INSERT_MEMBERSHIPS.run(tx, &self.memberships.missing, meter, bind).await?;
        DELETE_LINKS.run(tx, &self.links.gone, meter, bind).await?;
        INSERT_LINKS.run(tx, &self.links.missing, meter, bind).await
    }
}

/// Takes pairs that are gone out of the hidden state and adds missing ones to it, ordered by id, so
/// that two writers do not deadlock. `left` and `right` map positions to ids. Returns those that
/// `is_woven`, which are left to the switch.
pub(super) async fn prepare(
    (db, work): (&DatabaseConnection, Work),
    (hide, insert): (&Bulk, &Bulk),
    diff: &mut PairDiff,
    (left, right): (&[i64], &[i64]),
    is_woven: impl Fn(&(i64, i64)) -> bool + Sync,
    meter: &mut Meter<'_>,
) -> Result<Moves> {
    let ids = |(l, r): (u32, u32)| (left[l as usize], right[r as usize]);
    diff.missing.sort_unstable_by_key(|pair| ids(*pair));
    let mut woven = Moves::default();
    // One step after another: there may be millions of pairs.
    for some in diff.gone.chunks(STEP) {
        let (together, some): (Vec<_>, Vec<_>) = some.iter().copied().partition(&is_woven);
        woven.gone.extend(together);
        hide.run_in_steps(db, work, &some, meter, bind).await?;
    }
    for some in diff.missing.chunks(STEP) {
        let (together, some): (Vec<_>, Vec<_>) = some.iter().map(|pair| ids(*pair)).partition(&is_woven);
        if together.iter().chain(&some).any(|(l, r)| *l == NEW || *r == NEW) {
            return Err(Error::Inconsistent("a row that the import wrote is not there".to_owned()));
        }
        woven.missing.extend(together);
        add(db, work, insert, &some, meter).await?;
    }
    Ok(woven)
}

/// Adds pairs of ids to the hidden state.
pub(super) async fn add(
    db: &DatabaseConnection,
    work: Work,
    insert: &Bulk,
    pairs: &[(i64, i64)],
    meter: &mut Meter<'_>,
) -> Result<()> {
    let hidden = work.hidden();
    insert
        .run_in_steps(db, work, pairs, meter, |pair, values| {
            bind(pair, values);
            values.push(hidden.into());
        })
        .await
}

pub(super) fn bind(pair: &(i64, i64), values: &mut Vec<Value>) {
    values.extend([pair.0.into(), pair.1.into()]);
}
