use std::collections::BTreeMap;

use domain::{
    AuthorityId, CampusId,
    access::{Perimeter, Right, School, Scope, Subject},
    communications::Channel,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Caller, Reach};
use crate::{
    Error, Result,
    entities::{authority, campus, establishment},
    search::by_name,
};

/// The perimeters from which the caller may send on `channel`: each authority, then each campus on
/// which several schools are held, then the single schools. A school that is held directly stays
/// among them when its authority is held too.
///
/// What is offered here is exactly what [`Caller::authorize`] allows: every school of a perimeter
/// alone, and all of them together.
pub async fn perimeters(
    db: &impl ConnectionTrait,
    caller: &Caller,
    channel: Channel,
) -> Result<Vec<Perimeter>> {
    let reach = caller.reach_for(Right::CreateCommunication, Subject { channel, own: true });
    let mut perimeters = of_authorities(db, &reach).await?;
    let mut rows = establishment::Entity::find()
        .filter(establishment::Column::Id.is_in(reach.direct.iter().copied()))
        .order_by_asc(establishment::Column::Uai)
        .all(db)
        .await?;
    by_name(&mut rows, |school| &school.name);

    let mut by_campus: BTreeMap<CampusId, Vec<&establishment::Model>> = BTreeMap::new();
    for row in &rows {
        if let Some(campus) = row.campus_id {
            by_campus.entry(campus).or_default().push(row);
        }
    }
    by_campus.retain(|_, schools| schools.len() > 1);
    let shared = campus::Column::Id.is_in(by_campus.keys().copied());
    let mut campuses = campus::Entity::find().filter(shared).order_by_asc(campus::Column::Id).all(db).await?;
    by_name(&mut campuses, |campus| &campus.name);
    for campus in campuses {
        let schools = by_campus.get(&campus.id).into_iter().flatten().map(|row| school(row)).collect();
        perimeters.push(Perimeter {
            key: format!("cite-{}", campus.id),
            name: campus.name,
            authority: None,
            severity: None,
            schools,
        });
    }
    let single =
        rows.iter().filter(|row| row.campus_id.is_none_or(|campus| !by_campus.contains_key(&campus)));
    perimeters.extend(single.map(|row| Perimeter {
        key: format!("etablissement-{}", row.id),
        name: row.name.clone(),
        authority: None,
        severity: None,
        schools: vec![school(row)],
    }));
    if Channel::WITH_SEVERITY.contains(&channel) {
        limit(caller, &mut perimeters);
    }
    Ok(perimeters)
}

/// Writes the highest severities beside the schools, as [`Caller::severity_limit`] decides.
fn limit(caller: &Caller, perimeters: &mut [Perimeter]) {
    for perimeter in perimeters {
        perimeter.severity = perimeter.authority.and_then(|id| caller.severity_on(Scope::Authority(id)));
        for school in &mut perimeter.schools {
            school.severity = caller.severity_on(Scope::Establishment(school.id));
        }
    }
}

async fn of_authorities(db: &impl ConnectionTrait, reach: &Reach) -> Result<Vec<Perimeter>> {
    let ids: Vec<AuthorityId> = reach.authorities.iter().copied().collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut authorities = authority::Entity::find()
        .filter(authority::Column::Id.is_in(ids.clone()))
        .order_by_asc(authority::Column::Id)
        .all(db)
        .await?;
    by_name(&mut authorities, |authority| &authority.name);
    let mut schools = establishment::Entity::find()
        .filter(establishment::Column::AuthorityId.is_in(ids))
        .order_by_asc(establishment::Column::Uai)
        .all(db)
        .await?;
    by_name(&mut schools, |school| &school.name);
    Ok(authorities
        .into_iter()
        .map(|authority| Perimeter {
            key: format!("collectivite-{}", authority.id),
            name: authority.name,
            authority: Some(authority.id),
            severity: None,
            schools: schools.iter().filter(|row| row.authority_id == authority.id).map(school).collect(),
        })
        .filter(|perimeter| !perimeter.schools.is_empty())
        .collect())
}

/// The error for a perimeter that the caller cannot send from: inside, it names the right; outside,
/// it looks as if the perimeter did not exist.
pub(crate) async fn refusal(
    db: &impl ConnectionTrait,
    caller: &Caller,
    right: Right,
    perimeter: &str,
) -> Result<Error> {
    if perimeter.is_empty() {
        return Ok(Error::Forbidden(right));
    }
    let Some(campus) = perimeter.strip_prefix("cite-") else {
        return Ok(perimeter.parse().map_or(Error::NotFound, |scope| caller.refusal(right, scope)));
    };
    let Ok(campus) = campus.parse::<CampusId>() else { return Ok(Error::NotFound) };
    let schools =
        establishment::Entity::find().filter(establishment::Column::CampusId.eq(campus)).all(db).await?;
    let inside = |school: &establishment::Model| caller.is_inside(Scope::Establishment(school.id));
    Ok(if schools.iter().any(inside) { Error::Forbidden(right) } else { Error::NotFound })
}

pub(crate) fn school(row: &establishment::Model) -> School {
    School {
        id: row.id,
        uai: row.uai.clone(),
        name: row.name.clone(),
        town: row.town.clone(),
        time_zone: row.time_zone.to_string(),
        severity: None,
    }
}
