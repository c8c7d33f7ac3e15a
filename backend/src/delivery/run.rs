//! One attempt to deliver a message: a lease on its job, and the message's own fence, which shuts
//! out earlier holders.

use domain::{MessageId, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult, Value};

use crate::{
    Backend, Result,
    ground::sql::{Sql, sql},
    queue::{self, Kind, Lease},
};

/// How many people receive a message in one transaction: few enough that other writers do not wait
/// and a page sees the count grow.
pub const BATCH: u32 = 10_000;

/// The result of one step of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is more to do.
    Went,
    /// Everybody has received it.
    Finished,
    /// Nothing was written: it was cancelled, or another process has it by now.
    Lost,
}

/// A message that only this process delivers at the moment.
#[derive(Debug)]
pub struct Run {
    pub(super) id: MessageId,
    /// The message's fence: a holder of an older value can write nothing.
    fence: i64,
    pub(super) lease: Lease,
    pub(super) batch: u32,
}

#[derive(FromQueryResult)]
struct Raised {
    fence: i64,
}

impl Run {
    /// Takes the message that has been due longest. `None` when nothing is due.
    pub async fn take(backend: &Backend) -> Result<Option<Self>> {
        let taken = queue::take(&backend.db, Kind::Deliver, backend.clock.now(), 1).await?;
        match taken.into_iter().next() {
            Some(lease) => Self::of(backend, lease).await,
            None => Ok(None),
        }
    }

    /// Raises the message's fence. `None` when there is nothing left to deliver, or when the lease
    /// has run out meanwhile.
    pub(super) async fn of(backend: &Backend, lease: Lease) -> Result<Option<Self>> {
        let id = MessageId(lease.subject()?);
        let sql = "UPDATE message SET fence = fence + 1 WHERE id = :id AND finished_at IS NULL \
                   AND failed_at IS NULL AND cancelled_at IS NULL AND EXISTS (SELECT 1 FROM job j \
                   WHERE j.id = :job AND j.fence = :fence AND j.leased_until >= :now) RETURNING fence";
        let now = backend.clock.now();
        let raise = sql!(&backend.db, sql, id, job = lease.id, fence = lease.fence, now);
        let raised = Raised::find_by_statement(raise).one(&backend.db).await?;
        Ok(raised.map(|Raised { fence }| Self { id, fence, lease, batch: BATCH }))
    }

    /// Sets the size of a batch.
    #[must_use]
    pub fn in_batches_of(self, people: u32) -> Self {
        Self { batch: people.max(1), ..self }
    }

    /// Writes `set`, with the `named` values of that moment, to the message, which locks it until the
    /// transaction ends; also extends the lease. Call it first. `None` when the lease is over, when
    /// another process has the job, or when the message is cancelled: then roll back the
    /// transaction and stop.
    pub(super) async fn hold(
        &self,
        tx: &DatabaseTransaction,
        now: Millis,
        set: &str,
        named: &[(&str, Value)],
    ) -> Result<Option<()>> {
        let sql = Sql::new(format!(
            "UPDATE message SET {set} WHERE id = :id AND fence = :fence \
             AND cancelled_at IS NULL AND finished_at IS NULL AND failed_at IS NULL"
        ));
        let sql = sql.bind("id", self.id).bind("fence", self.fence).bind_all(named);
        let held = tx.execute_raw(sql.on(tx)).await?.rows_affected();
        // First the message, then its job: every transaction locks them in this order.
        Ok((held > 0 && queue::renew(tx, &self.lease, now).await?).then_some(()))
    }
}
