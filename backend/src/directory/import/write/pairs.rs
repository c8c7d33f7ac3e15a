use sea_orm::{ConnectionTrait, Value};

use super::{
    super::{
        compare::{NEW, PairDiff},
        progress::Meter,
    },
    bulk::Bulk,
};
use crate::{Error, Result};

pub(super) const DELETE_MEMBERSHIPS: Bulk = Bulk {
    head: "DELETE FROM membership WHERE (person_id, cohort_id) IN (VALUES ",
    row: "?, ?",
    columns: 2,
    tail: ")",
};
pub(super) const INSERT_MEMBERSHIPS: Bulk =
    Bulk { head: "INSERT INTO membership (person_id, cohort_id) VALUES ", row: "?, ?", columns: 2, tail: "" };
pub(super) const DELETE_LINKS: Bulk = Bulk {
    head: "DELETE FROM family_link WHERE (parent_id, child_id) IN (VALUES ",
    row: "?, ?",
    columns: 2,
    tail: ")",
};
pub(super) const INSERT_LINKS: Bulk =
    Bulk { head: "INSERT INTO family_link (parent_id, child_id) VALUES ", row: "?, ?", columns: 2, tail: "" };

/// Deletes pairs that are gone and inserts missing ones, ordered by id, so that two writers do not
/// deadlock. `left` and `right` map positions to ids.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    (delete, insert): (&Bulk, &Bulk),
    diff: &PairDiff,
    left: &[i64],
    right: &[i64],
    meter: &mut Meter<'_>,
) -> Result<()> {
    delete.run(db, &diff.gone, meter, bind).await?;
    let mut missing: Vec<(i64, i64)> =
        diff.missing.iter().map(|(l, r)| (left[*l as usize], right[*r as usize])).collect();
    missing.sort_unstable();
    if missing.iter().any(|(l, r)| *l == NEW || *r == NEW) {
        return Err(Error::Inconsistent("a row that the import wrote is not there".to_owned()));
    }
    insert.run(db, &missing, meter, bind).await
}

pub(super) fn bind(pair: &(i64, i64), values: &mut Vec<Value>) {
    values.extend([pair.0.into(), pair.1.into()]);
}
