//! Giving a role to a person on a school or an authority.

use domain::{AuthorityId, EstablishmentId, PersonId, access::Role};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::{Result, entities::access_grant};

/// What a role is held on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    Establishment(EstablishmentId),
    Authority(AuthorityId),
}

pub async fn grant(db: &impl ConnectionTrait, person: PersonId, role: Role, scope: Scope) -> Result<()> {
    let (establishment, authority) = match scope {
        Scope::Establishment(id) => (Some(id.0), None),
        Scope::Authority(id) => (None, Some(id.0)),
    };
    let row = access_grant::ActiveModel {
        role: Set(role.code().to_owned()),
        person_id: Set(person.0),
        establishment_id: Set(establishment),
        authority_id: Set(authority),
        ..Default::default()
    };
    access_grant::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
