use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AuthorityId, EstablishmentId, GrantId,
    access::{Grantee, Population, Role, Scope},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait};

use super::stored;
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
