use domain::{MessageId, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait};

use super::{Event, concern::tried_again, lists, tell};
use crate::{
    Backend, Error, Result,
    entities::message,
    ground::sql::sql,
    queue::{self, Kind, Lease},
    revision::{self, Scope},
    transaction,
};

/// Marks the message as failed, and the schools that it has not reached, so that its sender sees
/// it. What was delivered stays. `false` when another process has the job, or the message is over.
pub(crate) async fn give_up(backend: &Backend, lease: &Lease, reason: &str) -> Result<bool> {
    let id = MessageId(lease.subject()?);
    let row = message::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    let now = backend.clock.now();
    let given_up = transaction!(&backend.db, |tx| -> Option {
        let failed = fail(tx, lease, &row, now, reason).await?;
        revision::touch(tx, revision::MESSAGES, row.communication_id.map(Scope::Communication)).await?;
        if let Some(id) = row.communication_id {
            let reached = "p.failed_at IS NOT NULL AND p.delivered > 0";
            lists::wake(tx, &lists::schools_where(tx, id, reached).await?).await?;
        }
        Ok(failed)
    })?;
    backend.queue.wake(Kind::Tell);
    backend.refresh().await?;
    Ok(given_up.is_some())
}

/// As [`give_up`], inside a transaction, whose caller raises the revision. `None` when there is nothing to
/// give up: then roll back.
pub(super) async fn fail(
    tx: &DatabaseTransaction,
    lease: &Lease,
    row: &message::Model,
    now: Millis,
    reason: &str,
) -> Result<Option<()>> {
    // Nobody has it yet when it fails before its first batch: a later try begins anew.
    let sql = "UPDATE message SET failed_at = :now, fence = fence + 1, \
               sent_at = CASE WHEN expected IS NULL THEN NULL ELSE sent_at END WHERE id = :id \
               AND cancelled_at IS NULL AND finished_at IS NULL AND failed_at IS NULL";
    let marked = tx.execute_raw(sql!(tx, sql, now, id = row.id)).await?;
    if marked.rows_affected() == 0 || !queue::give_up(tx, lease, now, reason).await? {
        return Ok(None);
    }
    if let Some(communication) = row.communication_id {
        let sql = "UPDATE publication SET failed_at = :now, changed_at = :now \
                   WHERE communication_id = :communication AND published_at IS NULL";
        tx.execute_raw(sql!(tx, sql, now, communication)).await?;
        tell(tx, now, communication, Event::Failed, None).await?;
    }
    Ok(Some(()))
}

/// Delivers a message after all that had been given up: an operator has fixed the cause. `false`
/// when it is cancelled, or when its job is done or a process is carrying it out.
pub(crate) async fn reopen(
    db: &DatabaseConnection,
    job: i64,
    message: MessageId,
    now: Millis,
) -> Result<bool> {
    let reopened = transaction!(db, |tx| -> Option {
        let sql = "UPDATE message SET failed_at = NULL, fence = fence + 1 \
                   WHERE id = :message AND cancelled_at IS NULL AND finished_at IS NULL";
        let open = tx.execute_raw(sql!(tx, sql, message)).await?;
        if open.rows_affected() == 0 || !queue::reopen(tx, job, now).await? {
            return Ok(None);
        }
        let sql = "UPDATE publication SET failed_at = NULL, changed_at = :now WHERE published_at IS NULL \
                   AND communication_id = (SELECT communication_id FROM message WHERE id = :message)";
        tx.execute_raw(sql!(tx, sql, now, message)).await?;
        let row = message::Entity::find_by_id(message).one(tx).await?;
        let communication = row.and_then(|row| row.communication_id);
        if let Some(id) = communication {
            tried_again(tx, id).await?;
            revision::touch(tx, revision::MESSAGES, [Scope::Communication(id)]).await?;
            let reached = "p.published_at IS NULL AND p.delivered > 0";
            lists::wake(tx, &lists::schools_where(tx, id, reached).await?).await?;
        }
        Ok(Some(()))
    })?;
    Ok(reopened.is_some())
}
