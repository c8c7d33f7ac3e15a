use std::collections::BTreeSet;

use domain::EstablishmentId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    super::{
        compare::{NEW, PairDiff, StoredSchools, identify},
        progress::Meter,
        read::{CohortKey, Wanted},
    },
    bulk::Bulk,
};
use crate::{Error, Result, entities::cohort};

const COHORTS: Bulk = Bulk {
    head: "INSERT INTO cohort (establishment_id, profile, level, sub_level, staff_function, subject, \
           school_class, school_group) VALUES ",
    row: "?, ?, ?, ?, ?, ?, ?, ?",
    columns: 8,
    tail: "",
};

/// Inserts the cohorts that missing memberships need, and adds their ids to `ids`.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    memberships: &PairDiff,
    schools: &StoredSchools,
    ids: &mut Vec<i64>,
    meter: &mut Meter<'_>,
) -> Result<()> {
    let positions: BTreeSet<u32> =
        memberships.missing.iter().map(|pair| pair.1).filter(|cohort| ids[*cohort as usize] == NEW).collect();
    if positions.is_empty() {
        return Ok(());
    }
    let by_id = schools.positions(&wanted.uais);
    let mut by_position: Vec<Option<EstablishmentId>> = vec![None; wanted.uais.len()];
    for (id, school) in &by_id {
        by_position[*school as usize] = Some(*id);
    }
    let rows: Vec<(EstablishmentId, CohortKey)> = positions
        .iter()
        .map(|position| wanted.cohorts.keys[*position as usize])
        .map(|key| Some((by_position[key.school as usize]?, key)))
        .collect::<Option<_>>()
        .ok_or_else(|| Error::Inconsistent("a school that the import wrote is not there".to_owned()))?;
    let cohorts = &wanted.cohorts;
    let last_id = ids.iter().copied().max().unwrap_or(NEW);
    COHORTS
        .run(db, &rows, meter, |(establishment, key), values| {
            values.extend([(*establishment).into(), key.profile.code().into()]);
            values.extend(key.names().map(|name| cohorts.text(name).into()));
        })
        .await?;
    // There may be unwanted cohorts in between; they are read too, and ignored.
    let new = cohort::Entity::find().filter(cohort::Column::Id.gt(last_id)).all(db).await?;
    identify(&new, cohorts, &by_id, ids);
    Ok(())
}

/// Deletes the cohorts that have lost their last member.
pub(super) async fn sweep(db: &impl ConnectionTrait) -> Result<()> {
    let sql = "DELETE FROM cohort WHERE NOT EXISTS \
               (SELECT 1 FROM membership WHERE membership.cohort_id = cohort.id)";
    db.execute_unprepared(sql).await?;
    Ok(())
}
