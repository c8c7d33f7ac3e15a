use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AuthorityId, EstablishmentId, GrantId,
    access::{Grantee, Population, Role, Scope},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait};

use super::{role_holders::by_authority, stored};
use crate::{
    Required, Result,
    entities::{access_grant, authority, establishment},
    ground::school_name::many_schools_called,
};

/// A role given to a population.
#[derive(Clone, Debug)]
pub(crate) struct PopulationGrant {
    pub id: GrantId,
    pub role: Role,
    pub population: Population,
    pub scope: Scope,
    /// The name of the scope.
    pub name: String,
    /// The schools among whose people the population is.
    pub schools: BTreeSet<EstablishmentId>,
}

/// To which populations such roles were given, by the school among whose people they are: those of these
/// schools alone.
pub(super) async fn given_in(
    db: &impl ConnectionTrait,
    schools: &BTreeSet<EstablishmentId>,
    counts: fn(Role) -> bool,
) -> Result<BTreeMap<EstablishmentId, Vec<Population>>> {
    let concerned = by_authority(db, schools).await?;
    let given_on = Condition::any()
        .add(access_grant::Column::EstablishmentId.is_in(schools.iter().copied()))
        .add(access_grant::Column::AuthorityId.is_in(concerned.keys().copied()));
    let to_populations = Condition::all().add(access_grant::Column::Population.is_not_null()).add(given_on);
    let mut given: BTreeMap<EstablishmentId, Vec<Population>> = BTreeMap::new();
    for grant in stored::grants(db, to_populations).await? {
        let Grantee::Population(population) = grant.grantee else { continue };
        if !counts(grant.role) {
            continue;
        }
        let among = match grant.scope {
            Scope::Establishment(id) => BTreeSet::from([id]),
            Scope::Authority(id) => concerned.get(&id).cloned().unwrap_or_default(),
        };
        for school in among {
            given.entry(school).or_default().push(population.clone());
        }
    }
    Ok(given)
}

/// Every role given to a population, anywhere.
pub(crate) async fn population_grants(db: &impl ConnectionTrait) -> Result<Vec<PopulationGrant>> {
    let to_populations = Condition::all().add(access_grant::Column::Population.is_not_null());
    let grants = stored::grants(db, to_populations).await?;
    if grants.is_empty() {
        return Ok(Vec::new());
    }
    let authorities: BTreeMap<AuthorityId, String> =
        authority::Entity::find().all(db).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let schools: BTreeSet<EstablishmentId> = grants
        .iter()
        .filter_map(|grant| if let Scope::Establishment(id) = grant.scope { Some(id) } else { None })
        .collect();
    let names = many_schools_called(db, &schools).await?;
    let mut schools_of: BTreeMap<AuthorityId, BTreeSet<EstablishmentId>> = BTreeMap::new();
    for row in establishment::Entity::find().all(db).await? {
        schools_of.entry(row.authority_id).or_default().insert(row.id);
    }
    let mut found = Vec::new();
    for grant in grants {
        let Grantee::Population(population) = grant.grantee else { continue };
        let (name, schools) = match grant.scope {
            Scope::Establishment(id) => (names.get(&id).cloned(), BTreeSet::from([id])),
            Scope::Authority(id) => {
                (authorities.get(&id).cloned(), schools_of.get(&id).cloned().unwrap_or_default())
            }
        };
        let name = name.required(format_args!("the scope of grant {}", grant.id))?;
        found.push(PopulationGrant {
            id: grant.id,
            role: grant.role,
            population,
            scope: grant.scope,
            name,
            schools,
        });
    }
    Ok(found)
}
