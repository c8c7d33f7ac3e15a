use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AuthorityId, EstablishmentId,
    access::{Scope, view::ScopeChoice},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Caller;
use crate::{
    Error, Result,
    entities::{authority, establishment},
    ground::school_name::schools_called,
    search::by_name,
};

/// Every scope whose rights the caller administers: authorities, then schools, by name.
pub(super) async fn administered(db: &impl ConnectionTrait, caller: &Caller) -> Result<Vec<ScopeChoice>> {
    let reach = caller.administered();
    let mut schools = establishment::Entity::find()
        .filter(establishment::Column::Id.in_subquery(reach.schools()))
        .order_by_asc(establishment::Column::Id)
        .all(db)
        .await?;
    by_name(&mut schools, |school| &school.name);
    let mut sizes: BTreeMap<AuthorityId, u64> = BTreeMap::new();
    for school in &schools {
        *sizes.entry(school.authority_id).or_default() += 1;
    }
    let mut authorities = authority::Entity::find()
        .filter(authority::Column::Id.is_in(reach.authorities.iter().copied()))
        .order_by_asc(authority::Column::Id)
        .all(db)
        .await?;
    by_name(&mut authorities, |authority| &authority.name);
    let mut scopes: Vec<ScopeChoice> = authorities
        .into_iter()
        .map(|authority| ScopeChoice {
            scope: Scope::Authority(authority.id),
            name: authority.name,
            place: String::new(),
            schools: sizes.get(&authority.id).copied().unwrap_or_default(),
        })
        .collect();
    scopes.extend(schools.into_iter().map(|school| ScopeChoice {
        scope: Scope::Establishment(school.id),
        name: school.name,
        place: format!("{} ({})", school.town, school.uai),
        schools: 1,
    }));
    Ok(scopes)
}

/// The scope that a request names.
///
/// # Errors
/// As [`Caller::authorize_rights`]; [`Error::NotFound`] when `scope` is not a valid scope.
pub(super) fn authorized(caller: &Caller, scope: &str) -> Result<Scope> {
    let scope = scope.parse().map_err(|_| Error::NotFound)?;
    caller.authorize_rights(scope)?;
    Ok(scope)
}

/// The schools of a scope, and its authority: the scope itself, or the one above it.
pub(super) struct ScopeSchools {
    pub schools: BTreeSet<EstablishmentId>,
    pub authority: AuthorityId,
    pub authority_name: String,
    pub name: String,
}

pub(super) async fn schools_of(db: &impl ConnectionTrait, scope: Scope) -> Result<ScopeSchools> {
    let (schools, authority, school_name) = match scope {
        Scope::Establishment(id) => {
            let row = establishment::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
            (BTreeSet::from([id]), row.authority_id, schools_called(db, [id]).await?.remove(&id))
        }
        Scope::Authority(id) => {
            let rows = establishment::Entity::find()
                .filter(establishment::Column::AuthorityId.eq(id))
                .all(db)
                .await?;
            (rows.iter().map(|row| row.id).collect(), id, None)
        }
    };
    let row = authority::Entity::find_by_id(authority).one(db).await?.ok_or(Error::NotFound)?;
    Ok(ScopeSchools {
        schools,
        authority,
        name: school_name.unwrap_or_else(|| row.name.clone()),
        authority_name: row.name,
    })
}
