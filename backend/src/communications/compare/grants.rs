//! Roles given to populations that have lost their holders.

use std::collections::{BTreeSet, HashMap};

use domain::{
    GrantId,
    communications::{Concern, NameKind},
    time::Millis,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, sea_query::OnConflict,
};
use values::columns::Json;

use super::{forget::forget, known::Known, names::has};
use crate::{
    Result,
    access::{PopulationGrant, population_grants},
    audience::{Index, Names, used_by},
    delivery::{Found, told},
    entities::concern,
    notifications::{GrantConcerned, grant_concerned},
};

/// What changes for one grant; without the grant, it was removed.
pub(super) struct GrantReasons {
    grant: Option<PopulationGrant>,
    new: Vec<Found>,
    over: Vec<i64>,
}

pub(super) async fn reasons(
    db: &impl ConnectionTrait,
    index: &Index,
    known: &Known,
) -> Result<Vec<GrantReasons>> {
    let mut noted: HashMap<GrantId, Vec<concern::Model>> = HashMap::new();
    for row in concern::Entity::find().filter(concern::Column::GrantId.is_not_null()).all(db).await? {
        if let Some(id) = row.grant_id {
            noted.entry(id).or_default().push(row);
        }
    }
    let mut changed = Vec::new();
    for grant in population_grants(db).await? {
        let noted = noted.remove(&grant.id).unwrap_or_default();
        let before: BTreeSet<String> = noted.iter().map(|row| row.cause.clone()).collect();
        let found = found(&grant, index, known, &before);
        let causes: BTreeSet<String> = found.iter().map(Found::cause).collect();
        let over = noted.iter().filter(|row| !causes.contains(&row.cause)).map(|row| row.id).collect();
        let new = found.into_iter().filter(|one| !before.contains(&one.cause())).collect();
        changed.push(GrantReasons { grant: Some(grant), new, over });
    }
    let removed = noted.into_values().map(|rows| GrantReasons {
        grant: None,
        new: Vec::new(),
        over: rows.iter().map(|row| row.id).collect(),
    });
    changed.extend(removed);
    changed.retain(|one| !one.new.is_empty() || !one.over.is_empty());
    Ok(changed)
}

/// Every reason that holds now. Only what was there before can be lost; before the first comparison,
/// a role that nobody holds counts as lost.
fn found(grant: &PopulationGrant, index: &Index, known: &Known, noted: &BTreeSet<String>) -> Vec<Found> {
    let is_first = known.before.is_empty();
    let criteria = grant.population.criteria();
    let in_any = |names: &Names, of: NameKind, name: &str| {
        grant.schools.iter().any(|school| has(names, *school, &criteria.profiles, of, name))
    };
    let mut found = Vec::new();
    let mut had_all = true;
    for kind in NameKind::ALL {
        let used: Vec<_> = used_by(criteria).into_iter().filter(|(of, _)| *of == kind).collect();
        had_all &= used.is_empty() || used.iter().any(|(of, name)| in_any(&known.before, *of, name));
        for (of, name) in used {
            let gone = Found::from(Concern::NameGone { of, name: name.to_owned(), school: None });
            let had = is_first || in_any(&known.before, of, name) || noted.contains(&gone.cause());
            if had && !in_any(&known.present, of, name) {
                found.push(gone);
            }
        }
    }
    let nobody = Found::from(Concern::Nobody);
    let had = is_first || had_all || noted.contains(&nobody.cause());
    if had && index.schools_reached(&grant.population.in_schools(&grant.schools)).is_empty() {
        found.push(nobody);
    }
    found
}

/// Writes the changes, and tells those who administer the scopes.
pub(super) async fn write(tx: &DatabaseTransaction, now: Millis, changed: &[GrantReasons]) -> Result<()> {
    for one in changed {
        forget(tx, &one.over).await?;
        if let Some(grant) = one.grant.as_ref().filter(|_| !one.new.is_empty()) {
            note(tx, now, grant, &one.new).await?;
        }
    }
    Ok(())
}

async fn note(tx: &DatabaseTransaction, now: Millis, grant: &PopulationGrant, new: &[Found]) -> Result<()> {
    let mut rows = Vec::new();
    for one in new {
        rows.push(concern::ActiveModel {
            grant_id: Set(Some(grant.id)),
            cause: Set(one.cause()),
            detail: Set(Json::new(one.concern.clone())?),
            noted_at: Set(now),
            ..Default::default()
        });
    }
    let once =
        OnConflict::columns([concern::Column::GrantId, concern::Column::Cause]).do_nothing().to_owned();
    concern::Entity::insert_many(rows).on_conflict(once).exec_without_returning(tx).await?;
    let untold = concern::Entity::find()
        .filter(concern::Column::GrantId.eq(grant.id))
        .filter(concern::Column::ToldAt.is_null())
        .order_by_asc(concern::Column::Id)
        .all(tx)
        .await?;
    let Some(last) = untold.last().map(|row| row.id) else { return Ok(()) };
    let ids: Vec<i64> = untold.iter().map(|row| row.id).collect();
    let concerns = untold.into_iter().map(|row| row.detail.into_inner()).collect();
    let letter = GrantConcerned {
        grant: grant.id,
        role: grant.role,
        population: &grant.population,
        scope: grant.scope,
        name: grant.name.clone(),
        schools: &grant.schools,
        concerns,
        last,
    };
    grant_concerned(tx, now, letter).await?;
    told(tx, now, &ids).await
}
