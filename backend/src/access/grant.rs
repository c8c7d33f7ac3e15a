//! Gives a role without checking the right to do so: for the demonstration, and for callers that
//! have checked it.

use domain::{
    AuthorityId, EstablishmentId, PersonId,
    access::{Extent, Grantee, NewGrant, Role, Scope},
    communications::Severity,
    time::Millis,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};
use values::columns::Json;

use crate::{Result, entities::access_grant};

/// Gives a role to one person on a school or an authority; for announcements of every severity.
pub async fn grant(db: &impl ConnectionTrait, person: PersonId, role: Role, scope: Scope) -> Result<()> {
    grant_up_to(db, person, role, Severity::Alert, scope).await
}

/// Gives a role to one person, with the highest severity if the role has severities.
pub async fn grant_up_to(
    db: &impl ConnectionTrait,
    person: PersonId,
    role: Role,
    highest: Severity,
    scope: Scope,
) -> Result<()> {
    let severity = role.has_severity().then_some(highest);
    let new = NewGrant { role, grantee: Grantee::Person(person), extent: Extent::Whole, severity };
    insert(db, &new, scope, None).await?;
    Ok(())
}

/// `given` is when and by whom; `None` when no person gave it.
pub async fn insert(
    db: &impl ConnectionTrait,
    new: &NewGrant,
    scope: Scope,
    given: Option<(Millis, PersonId)>,
) -> Result<access_grant::Model> {
    let (establishment, authority) = columns(scope);
    let (person, population) = match &new.grantee {
        Grantee::Person(person) => (Some(*person), None),
        Grantee::Population(population) => (None, Some(Json::new(population.clone())?)),
    };
    let row = access_grant::ActiveModel {
        role: Set(new.role),
        person_id: Set(person),
        population: Set(population),
        establishment_id: Set(establishment),
        authority_id: Set(authority),
        extent: Set(new.extent),
        severity: Set(new.severity),
        given_at: Set(given.map(|(at, _)| at)),
        given_by: Set(given.map(|(_, by)| by)),
        ..Default::default()
    };
    Ok(row.insert(db).await?)
}

fn columns(scope: Scope) -> (Option<EstablishmentId>, Option<AuthorityId>) {
    match scope {
        Scope::Establishment(id) => (Some(id), None),
        Scope::Authority(id) => (None, Some(id)),
    }
}
