use domain::{RequestId, access::RequestState};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::settle::end;
use crate::{Backend, Error, Result, access::Caller, entities::access_request, transaction};

/// The caller asks no longer. Returns whether the request is withdrawn: one that was answered meanwhile stays as
/// it is.
///
/// # Errors
/// [`Error::NotFound`] when the caller made no such request.
pub async fn withdraw(backend: &Backend, caller: &Caller, id: RequestId) -> Result<bool> {
    let own = access_request::Column::PersonId.eq(caller.person);
    let asked = access_request::Entity::find_by_id(id).filter(own).one(&backend.db).await?;
    let asked = asked.ok_or(Error::NotFound)?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        if end(tx, now, &asked, caller.person, RequestState::Withdrawn, "").await? {
            return Ok(true);
        }
        let ended = access_request::Entity::find_by_id(id).one(tx).await?;
        Ok(ended.is_some_and(|row| row.state == RequestState::Withdrawn))
    })
}
