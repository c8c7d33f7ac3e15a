use std::collections::BTreeSet;

use domain::EstablishmentId;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use super::{
    super::{
        compare::{NEW, PairDiff, StoredSchools},
        progress::Meter,
        read::{CohortKey, Wanted},
    },
    bulk::Bulk,
    side::Work,
};
use crate::{Required, Result, database::next_ids, entities::cohort, ground::sql::numbers};

pub(super) const COHORTS: Bulk = Bulk {
    head: "INSERT INTO cohort (id, establishment_id, profile, level, sub_level, staff_function, subject, \
           school_class, school_group) VALUES ",
    row: "?, ?, ?, ?, ?, ?, ?, ?, ?",
    columns: 9,
    tail: "",
};
/// Cohorts that one statement reads or deletes.
const AT_ONCE: usize = 1_000;

/// Gives the cohorts that missing memberships need their ids, in `ids`, and returns their positions.
/// The switch inserts them.
pub(super) async fn reserve(
    db: &DatabaseConnection,
    memberships: &PairDiff,
    ids: &mut [i64],
) -> Result<Vec<u32>> {
    let positions: BTreeSet<u32> =
        memberships.missing.iter().map(|pair| pair.1).filter(|cohort| ids[*cohort as usize] == NEW).collect();
    if positions.is_empty() {
        return Ok(Vec::new());
    }
    let many = i64::try_from(positions.len()).unwrap_or(i64::MAX);
    // Only imports add cohorts, one import at a time. A number is not used again, because undoing an
    // import brings cohorts back under theirs.
    let reserved = next_ids(db, "cohort", many).await?;
    for (position, id) in positions.iter().zip(reserved) {
        ids[*position as usize] = id;
    }
    Ok(positions.into_iter().collect())
}

/// Inserts the cohorts at these positions under the ids that were reserved for them.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    wanted: &Wanted,
    positions: &[u32],
    schools: &StoredSchools,
    ids: &[i64],
    meter: &mut Meter<'_>,
) -> Result<()> {
    let mut by_position: Vec<Option<EstablishmentId>> = vec![None; wanted.uais.len()];
    for (id, school) in schools.positions(&wanted.uais) {
        by_position[school as usize] = Some(id);
    }
    let rows: Vec<(i64, EstablishmentId, CohortKey)> = positions
        .iter()
        .map(|position| (ids[*position as usize], wanted.cohorts.keys[*position as usize]))
        .map(|(id, key)| Some((id, by_position[key.school as usize]?, key)))
        .collect::<Option<_>>()
        .required("a school that the import wrote")?;
    let cohorts = &wanted.cohorts;
    COHORTS
        .run(tx, &rows, meter, |(id, establishment, key), values| {
            values.extend([(*id).into(), (*establishment).into(), key.profile.code().into()]);
            values.extend(key.names().map(|name| cohorts.text(name).into()));
        })
        .await
}

/// The cohorts that have no member in the prepared state.
pub(super) async fn emptied(db: &DatabaseConnection, work: Work) -> Result<Vec<cohort::Model>> {
    let empty = format!(
        "NOT EXISTS (SELECT 1 FROM membership_row r WHERE r.cohort_id = cohort.id AND r.only_in + 0 <> {})",
        work.shown()
    );
    let mut all: Vec<cohort::Model> = Vec::new();
    loop {
        let after = all.last().map(|row| cohort::Column::Id.gt(row.id));
        let page = cohort::Entity::find()
            .filter(Condition::all().add(Expr::cust(empty.clone())).add_option(after))
            .order_by_asc(cohort::Column::Id)
            .limit(AT_ONCE as u64)
            .all(db)
            .await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// Deletes those of them that nobody is in after the switch.
pub(super) async fn delete(tx: &DatabaseTransaction, emptied: &[cohort::Model]) -> Result<()> {
    for some in emptied.chunks(AT_ONCE) {
        let ids = numbers(some.iter().map(|row| row.id.0));
        let text = format!(
            "DELETE FROM cohort WHERE id IN ({ids}) \
             AND NOT EXISTS (SELECT 1 FROM membership WHERE membership.cohort_id = cohort.id)"
        );
        tx.execute_unprepared(&text).await?;
    }
    Ok(())
}

/// Deletes the cohorts that have no member.
pub(super) async fn sweep(db: &impl ConnectionTrait) -> Result<()> {
    let sql = "DELETE FROM cohort WHERE NOT EXISTS \
               (SELECT 1 FROM membership WHERE membership.cohort_id = cohort.id)";
    db.execute_unprepared(sql).await?;
    Ok(())
}
