use std::collections::HashMap;

use domain::EstablishmentId;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    super::read::{CohortKey, Cohorts, School},
    NEW,
};
use crate::{Result, entities::cohort};

/// Cohorts that are read at a time: a driver takes a thousand bytes for a row on its way.
const PAGE: u64 = 2_000;

/// All cohorts of the database.
pub(super) async fn stored(db: &impl ConnectionTrait) -> Result<Vec<cohort::Model>> {
    let mut all: Vec<cohort::Model> = Vec::new();
    loop {
        let after = all.last().map(|row| cohort::Column::Id.gt(row.id));
        let page = cohort::Entity::find()
            .filter(Condition::all().add_option(after))
            .order_by_asc(cohort::Column::Id)
            .limit(PAGE)
            .all(db)
            .await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}

/// Records the ids of stored cohorts that are wanted: `ids` has one for each of `cohorts.keys`, and
/// [`NEW`] for those that are not stored. `schools` gives positions by establishment id.
pub(super) fn identify(
    stored: &[cohort::Model],
    cohorts: &Cohorts,
    schools: &HashMap<EstablishmentId, School>,
    ids: &mut Vec<i64>,
) {
    ids.resize(cohorts.keys.len(), NEW);
    for row in stored {
        if let Some(position) = key(row, cohorts, schools).and_then(|key| cohorts.find(&key)) {
            ids[position as usize] = row.id.0;
        }
    }
}

/// `None` when no wanted cohort has this school or one of these names.
fn key(
    row: &cohort::Model,
    cohorts: &Cohorts,
    schools: &HashMap<EstablishmentId, School>,
) -> Option<CohortKey> {
    Some(CohortKey {
        school: *schools.get(&row.establishment_id)?,
        profile: row.profile,
        level: cohorts.known_name(&row.level)?,
        sub_level: cohorts.known_name(&row.sub_level)?,
        function: cohorts.known_name(&row.staff_function)?,
        subject: cohorts.known_name(&row.subject)?,
        class: cohorts.known_name(&row.school_class)?,
        group: cohorts.known_name(&row.school_group)?,
    })
}
