//! One attempt to deliver a message: a lease that ends by itself, and a fence that tells old
//! holders from the present one.

use domain::time::Millis;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use crate::{
    Backend, Result,
    database::{begin, statement},
};

/// Renewed by each batch. Whoever holds it a moment too long writes nothing: the fence sees to it.
pub const LEASE_MS: i64 = 5_000;
/// People who receive a message in one transaction: short, so that nobody waits for it, and so that
/// a page sees the count grow.
pub const BATCH: u32 = 10_000;

/// A message that this process, and nobody else, delivers at the moment.
#[derive(Debug, FromQueryResult)]
pub struct Run {
    pub(super) id: i64,
    pub(super) fence: i64,
    /// Leases in a row that ended without a word, this one included.
    pub(super) attempts: i32,
    /// Errors in a row before this.
    pub(super) failures: i32,
    #[sea_orm(skip)]
    pub(super) batch: u32,
}

/// What is due, not over, and nobody's at the moment.
const FREE: &str = "finished_at IS NULL AND failed_at IS NULL AND cancelled_at IS NULL AND due_at <= ? \
                    AND (leased_until IS NULL OR leased_until < ?)";

impl Run {
    /// Takes the message that has been due for longest. `None` when nothing is due.
    pub async fn take(backend: &Backend) -> Result<Option<Self>> {
        let db = &backend.db;
        let now = backend.clock.now().0;
        let look = format!("SELECT id FROM message WHERE {FREE} ORDER BY due_at, id LIMIT 1");
        // Looking first keeps an idle server from taking SQLite's write lock every second.
        if db.query_one_raw(statement(db, &look, [now.into(), now.into()])).await?.is_none() {
            return Ok(None);
        }
        let take = format!(
            "UPDATE message SET leased_until = ?, fence = fence + 1, attempts = attempts + 1 \
             WHERE id = ({look}) AND {FREE} RETURNING id, fence, attempts, failures"
        );
        let values = [now + LEASE_MS, now, now, now, now].map(Into::into);
        let run = Self::find_by_statement(statement(db, &take, values)).one(db).await?;
        Ok(run.map(|run| Self { batch: BATCH, ..run }))
    }

    /// Another size of batch.
    #[must_use]
    pub fn in_batches_of(self, people: u32) -> Self {
        Self { batch: people.max(1), ..self }
    }

    /// Begins a transaction that writes `set`, with the `values` of that moment, to the message,
    /// which nobody else writes until it ends. `None` when the lease is over, somebody else has it,
    /// or the message is cancelled: then nothing was written, and there is nothing more to do.
    pub(super) async fn begin(
        &self,
        backend: &Backend,
        set: &str,
        values: impl FnOnce(Millis) -> Vec<Value>,
    ) -> Result<Option<(DatabaseTransaction, Millis)>> {
        let transaction = begin(&backend.db).await?;
        // Not before: on SQLite a writer may have waited for others as long as a lease lasts.
        let now = backend.clock.now();
        let sql = format!(
            "UPDATE message SET {set} WHERE id = ? AND fence = ? AND leased_until >= ? \
             AND cancelled_at IS NULL AND finished_at IS NULL AND failed_at IS NULL"
        );
        let mine = [self.id.into(), self.fence.into(), now.0.into()];
        let values = values(now).into_iter().chain(mine);
        let held = transaction.execute_raw(statement(&transaction, &sql, values)).await?.rows_affected();
        if held == 0 {
            transaction.rollback().await?;
            return Ok(None);
        }
        Ok(Some((transaction, now)))
    }
}
