use domain::PersonId;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::{Backend, Result, access::Caller, entities::account};

/// Whether the caller administers a portal in which nobody else has an account yet.
///
/// # Errors
/// When the database cannot be read.
pub async fn is_alone(backend: &Backend, caller: &Caller) -> Result<bool> {
    if !caller.administrator {
        return Ok(false);
    }
    let other: Option<PersonId> = account::Entity::find()
        .select_only()
        .column(account::Column::PersonId)
        .filter(account::Column::PersonId.ne(caller.person))
        .into_tuple()
        .one(&backend.db)
        .await?;
    Ok(other.is_none())
}
