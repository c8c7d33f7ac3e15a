//! Gives a role without checking the right to do so: for the demonstration, and for callers that
//! have checked it.

use domain::{
    AuthorityId, EstablishmentId, PersonId,
    access::{Extent, Grantee, NewGrant, Role, Scope},
    time::Millis,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use values::columns::Json;

use crate::{Result, entities::access_grant};

/// Gives a role to one person on a school or an authority.
pub async fn grant(db: &impl ConnectionTrait, person: PersonId, role: Role, scope: Scope) -> Result<()> {
    let new = NewGrant { role, grantee: Grantee::Person(person), extent: Extent::Whole };
    insert(db, &new, scope, None).await
}

/// `given` is when and by whom; `None` when no person gave it.
pub async fn insert(
    db: &impl ConnectionTrait,
    new: &NewGrant,
    scope: Scope,
    given: Option<(Millis, PersonId)>,
) -> Result<()> {
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
        given_at: Set(given.map(|(at, _)| at)),
        given_by: Set(given.map(|(_, by)| by)),
        ..Default::default()
    };
    access_grant::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

fn columns(scope: Scope) -> (Option<EstablishmentId>, Option<AuthorityId>) {
    match scope {
        Scope::Establishment(id) => (Some(id), None),
        Scope::Authority(id) => (None, Some(id)),
    }
}
