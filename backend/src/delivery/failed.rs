use domain::{MessageId, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseConnection, EntityTrait};

use super::{Event, tell};
use crate::{
    Backend, Error, Result,
    database::{begin, statement},
    entities::message,
    queue::{self, Kind, Lease},
    revision,
};

/// Marks the message and the schools that it has not reached as failed, so that its sender sees it.
/// What has been delivered stays. `false` when somebody else has the job, or the message is over.
pub(crate) async fn give_up(backend: &Backend, lease: &Lease, reason: &str) -> Result<bool> {
    let id = MessageId(lease.subject()?);
    let row = message::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    let transaction = begin(&backend.db).await?;
    let now = backend.clock.now();
    let sql = "UPDATE message SET failed_at = ?, fence = fence + 1 WHERE id = ? \
               AND cancelled_at IS NULL AND finished_at IS NULL AND failed_at IS NULL";
    let marked = transaction.execute_raw(statement(&transaction, sql, [now.into(), id.into()])).await?;
    if marked.rows_affected() == 0 || !queue::give_up(&transaction, lease, now, reason).await? {
        transaction.rollback().await?;
        return Ok(false);
    }
    if let Some(communication) = row.communication_id {
        let sql = "UPDATE publication SET failed_at = ?, changed_at = ? \
                   WHERE communication_id = ? AND published_at IS NULL";
        let values = [now.into(), now.into(), communication.into()];
        transaction.execute_raw(statement(&transaction, sql, values)).await?;
        tell(&transaction, now, communication, Event::Failed, None).await?;
    }
    revision::raise(&transaction, revision::MESSAGES).await?;
    transaction.commit().await?;
    backend.queue.wake(Kind::Tell);
    backend.refresh().await?;
    Ok(true)
}

/// Has a message that was given up delivered after all: an operator has mended what was in its way.
/// `false` when it is cancelled, or its job is done or in somebody's hands.
pub(crate) async fn reopen(
    db: &DatabaseConnection,
    job: i64,
    message: MessageId,
    now: Millis,
) -> Result<bool> {
    let transaction = begin(db).await?;
    let sql = "UPDATE message SET failed_at = NULL, fence = fence + 1 \
               WHERE id = ? AND cancelled_at IS NULL AND finished_at IS NULL";
    let open = transaction.execute_raw(statement(&transaction, sql, [message.into()])).await?;
    if open.rows_affected() == 0 || !queue::reopen(&transaction, job, now).await? {
        transaction.rollback().await?;
        return Ok(false);
    }
    let sql = "UPDATE publication SET failed_at = NULL, changed_at = ? WHERE published_at IS NULL \
               AND communication_id = (SELECT communication_id FROM message WHERE id = ?)";
    transaction.execute_raw(statement(&transaction, sql, [now.into(), message.into()])).await?;
    revision::raise(&transaction, revision::MESSAGES).await?;
    transaction.commit().await?;
    Ok(true)
}
