//! Giving a role, without asking who gives it: for the demonstration, and for those who asked.

use domain::{
    PersonId,
    access::{Extent, Grantee, NewGrant, Role, Scope},
    time::Millis,
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::{Error, Result, entities::access_grant};

/// Gives a role to one person on a school or an authority.
pub async fn grant(db: &impl ConnectionTrait, person: PersonId, role: Role, scope: Scope) -> Result<()> {
    let new = NewGrant { role, grantee: Grantee::Person(person), extent: Extent::Whole };
    insert(db, &new, scope, None).await
}

/// `given` is when and by whom; `None` when nobody did.
pub async fn insert(
    db: &impl ConnectionTrait,
    new: &NewGrant,
    scope: Scope,
    given: Option<(Millis, PersonId)>,
) -> Result<()> {
    let (establishment, authority) = columns(scope);
    let (person, population) = match &new.grantee {
        Grantee::Person(person) => (Some(person.0), None),
        Grantee::Population(population) => {
            let json = serde_json::to_string(population)
                .map_err(|reason| Error::Inconsistent(format!("population as JSON: {reason}")))?;
            (None, Some(json))
        }
    };
    let row = access_grant::ActiveModel {
        role: Set(new.role.code().to_owned()),
        person_id: Set(person),
        population: Set(population),
        establishment_id: Set(establishment),
        authority_id: Set(authority),
        extent: Set(new.extent.code().to_owned()),
        given_at: Set(given.map(|(at, _)| at.0)),
        given_by: Set(given.map(|(_, by)| by.0)),
        ..Default::default()
    };
    access_grant::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

fn columns(scope: Scope) -> (Option<i64>, Option<i64>) {
    match scope {
        Scope::Establishment(id) => (Some(id.0), None),
        Scope::Authority(id) => (None, Some(id.0)),
    }
}
