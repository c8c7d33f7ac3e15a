use std::collections::BTreeSet;

use domain::{AuthorityId, EstablishmentId, PersonId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::standing::{concerning, held_by, standings};
use crate::{Result, entities::establishment};

/// Whether a person holds a role, by a grant or by function, that reaches beyond the schools of this
/// authority. Roles that are suspended until there is a second factor count as well.
pub(crate) async fn reaches_beyond(
    db: &impl ConnectionTrait,
    person: PersonId,
    authority: AuthorityId,
) -> Result<bool> {
    let standings = standings(db, person).await?;
    let held = held_by(person, &standings, &concerning(db, person, &standings).await?);
    let mut schools: BTreeSet<EstablishmentId> = BTreeSet::new();
    for reach in held.roles.values() {
        if reach.authorities.iter().any(|other| *other != authority) {
            return Ok(true);
        }
        schools.extend(&reach.direct);
    }
    if schools.is_empty() {
        return Ok(false);
    }
    let elsewhere = establishment::Entity::find()
        .filter(establishment::Column::Id.is_in(schools))
        .filter(establishment::Column::AuthorityId.ne(authority));
    Ok(elsewhere.count(db).await? > 0)
}
