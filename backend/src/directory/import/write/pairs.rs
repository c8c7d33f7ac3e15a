use sea_orm::{DatabaseConnection, Value};

use super::{
    super::{
        compare::{NEW, PairDiff},
        progress::Meter,
    },
    bulk::Bulk,
    side::Work,
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
/// Adds pairs to the hidden state; the third value is its number.
pub(super) const PREPARE_MEMBERSHIPS: Bulk = Bulk {
    head: "INSERT INTO membership_row (person_id, cohort_id, only_in) VALUES ",
    row: "?, ?, ?",
    columns: 3,
    tail: "",
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
    tail: "",
};

/// Takes pairs that are gone out of the hidden state and adds missing ones to it, ordered by id, so
/// that two writers do not deadlock. `left` and `right` map positions to ids.
pub(super) async fn prepare(
    (db, work): (&DatabaseConnection, Work),
    (hide, insert): (&Bulk, &Bulk),
    diff: &PairDiff,
    left: &[i64],
    right: &[i64],
    meter: &mut Meter<'_>,
) -> Result<()> {
    hide.run_in_steps(db, work, &diff.gone, meter, bind).await?;
    let mut missing: Vec<(i64, i64)> =
        diff.missing.iter().map(|(l, r)| (left[*l as usize], right[*r as usize])).collect();
    missing.sort_unstable();
    if missing.iter().any(|(l, r)| *l == NEW || *r == NEW) {
        return Err(Error::Inconsistent("a row that the import wrote is not there".to_owned()));
    }
    add(db, work, insert, &missing, meter).await
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
