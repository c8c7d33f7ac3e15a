use domain::time::Millis;
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{
    Backend, Result,
    entities::account_batch,
    queue::{self, Ended, Lease},
};

/// The job goes on at `due_at`.
pub(super) async fn again(backend: &Backend, lease: &Lease, due_at: Millis) -> Result<Ended> {
    queue::postpone(&backend.db, lease, due_at).await?;
    Ok(Ended::Noted)
}

/// Whether the batch goes on. The caller of this function holds the lock `accounts`.
pub(super) async fn goes_on(db: &impl ConnectionTrait, batch: i64) -> Result<bool> {
    let row = account_batch::Entity::find_by_id(batch).one(db).await?;
    Ok(row.is_some_and(|row| row.stopped_at.is_none()))
}
