use domain::{CommunicationId, time::Millis};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::run::Run;
use crate::{Backend, Error, Result, database::statement, entities::message, notifications, revision};

/// A retry waits longer each time: 2, 4, 8 … s.
const RETRY_MS: i64 = 1_000;

/// Leaves the message alone for a while. That processes went down with it is another matter, and
/// counted apart.
pub(super) async fn retry_later(backend: &Backend, run: &Run) -> Result<()> {
    let pause = RETRY_MS << (run.failures + 1).clamp(0, 10);
    // A lease of nobody's.
    let set = "fence = fence + 1, attempts = 0, failures = failures + 1, leased_until = ?";
    let until = |Millis(now)| vec![(now + pause).into()];
    if let Some((transaction, _)) = run.begin(backend, set, until).await? {
        transaction.commit().await?;
    }
    Ok(())
}

/// Marks the message and the schools that it has not reached as failed, so that its sender sees it.
/// What has been delivered stays. Tells which communication failed.
pub(super) async fn give_up(backend: &Backend, run: &Run) -> Result<Option<CommunicationId>> {
    let row = message::Entity::find_by_id(run.id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    let set = "failed_at = ?, leased_until = NULL";
    let Some((transaction, now)) = run.begin(backend, set, |now| vec![now.0.into()]).await? else {
        return Ok(None);
    };
    if let Some(communication) = row.communication_id {
        let sql = "UPDATE publication SET failed_at = ?, changed_at = ? \
                   WHERE communication_id = ? AND published_at IS NULL";
        let values = [now.0, now.0, communication].map(Into::into);
        transaction.execute_raw(statement(&transaction, sql, values)).await?;
        notifications::failed(&transaction, now, CommunicationId(communication)).await?;
    }
    revision::raise(&transaction, revision::MESSAGES).await?;
    transaction.commit().await?;
    backend.refresh().await?;
    Ok(row.communication_id.map(CommunicationId))
}
