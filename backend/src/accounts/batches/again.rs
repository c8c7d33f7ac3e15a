use domain::time::Millis;
use sea_orm::{DatabaseTransaction, EntityTrait};

use super::stop::stopped_for_its_maker;
use crate::{
    Backend, Result,
    entities::account_batch,
    queue::{self, Ended, Kind, Lease},
};

/// The job goes on at `due_at`.
pub(super) async fn again(backend: &Backend, lease: &Lease, due_at: Millis) -> Result<Ended> {
    queue::postpone(&backend.db, lease, due_at).await?;
    Ok(Ended::Noted)
}

/// The batch goes on no more, or another process has the job. Administrators may have been told.
pub(super) async fn over(backend: &Backend) -> Result<Ended> {
    backend.queue.wake(Kind::Mail);
    backend.refresh().await?;
    Ok(Ended::Noted)
}

/// Whether the batch goes on: nobody stopped it, and whoever began it still administers the portal. The
/// caller of this function holds the lock `accounts`, and does nothing else in its transaction if not.
pub(super) async fn goes_on(tx: &DatabaseTransaction, batch: i64, now: Millis) -> Result<bool> {
    let row = account_batch::Entity::find_by_id(batch).one(tx).await?;
    let Some(row) = row.filter(|row| row.stopped_at.is_none()) else { return Ok(false) };
    Ok(!stopped_for_its_maker(tx, &row, now).await?)
}
