use std::collections::{BTreeMap, BTreeSet};

use domain::{AuthorityId, EstablishmentId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::Reach;
use crate::{Result, entities::establishment};

/// Adds the schools of every authority that is held.
pub(super) async fn expand(db: &impl ConnectionTrait, reaches: Vec<&mut Reach>) -> Result<()> {
    let authorities: BTreeSet<AuthorityId> =
        reaches.iter().flat_map(|reach| reach.authorities.iter().copied()).collect();
    let mut schools: BTreeMap<AuthorityId, Vec<EstablishmentId>> = BTreeMap::new();
    if !authorities.is_empty() {
        let rows = establishment::Entity::find()
            .filter(establishment::Column::AuthorityId.is_in(authorities))
            .all(db)
            .await?;
        for row in rows {
            schools.entry(row.authority_id).or_default().push(row.id);
        }
    }
    for reach in reaches {
        let of_authorities = reach.authorities.iter().filter_map(|id| schools.get(id)).flatten().copied();
        reach.establishments = of_authorities.chain(reach.direct.iter().copied()).collect();
    }
    Ok(())
}
