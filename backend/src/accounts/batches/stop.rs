use domain::audit::Action;
use sea_orm::{ColumnTrait, ConnectionTrait as _, EntityTrait, QueryFilter};

use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    entities::{account_batch, establishment, password_link},
    ground::sql::sql,
    transaction,
};

/// Stops a batch, and makes its unused links and coupons worthless. The accounts stay.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::NotFound`].
pub async fn stop_batch(backend: &Backend, caller: &Caller, batch: i64) -> Result<()> {
    caller.authorize_administrator()?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let row = account_batch::Entity::find_by_id(batch).one(tx).await?.ok_or(Error::NotFound)?;
        if row.stopped_at.is_some() {
            return Ok(());
        }
        let text = "UPDATE account_batch SET stopped_at = :now WHERE id = :batch";
        tx.execute_raw(sql!(tx, text, now, batch)).await?;
        let of_batch = password_link::Column::BatchId.eq(batch);
        let links = password_link::Entity::delete_many().filter(of_batch).exec(tx).await?.rows_affected;
        let school = establishment::Entity::find_by_id(row.establishment_id).one(tx).await?;
        let school = school.map(|school| school.name).unwrap_or_default();
        let entry = Entry::by(caller, Action::LinksStopped, school).with("people", links);
        audit::append(tx, now, entry).await
    })
}
