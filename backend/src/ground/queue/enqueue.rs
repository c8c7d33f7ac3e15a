use domain::{PersonId, time::Millis};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::{Kind, Lease, OPEN, lease::COLUMNS};
use crate::{
    Result,
    ground::sql::{Sql, sql},
};

/// A job that is about to be written.
#[derive(Clone, Debug)]
pub struct New<'a> {
    pub kind: Kind,
    /// Of two jobs of a kind with the same key, the second is not written.
    pub key: &'a str,
    /// The id of its subject; the kind says of which table.
    pub subject: Option<i64>,
    pub person: Option<PersonId>,
    pub detail: Option<&'a str>,
    pub due_at: Millis,
}

impl<'a> New<'a> {
    /// A job about one subject, due at `due_at`, without further details.
    #[must_use]
    pub const fn about(kind: Kind, key: &'a str, subject: i64, due_at: Millis) -> Self {
        Self { kind, key, subject: Some(subject), person: None, detail: None, due_at }
    }

    fn bound(&self, sql: Sql) -> Sql {
        sql.bind("kind", self.kind.code())
            .bind("key", self.key)
            .bind("subject", self.subject)
            .bind("person", self.person)
            .bind("detail", self.detail)
            .bind("due_at", self.due_at)
    }
}

/// Writes a job. Call it in the transaction that causes the job, and `Wakes::wake` after the
/// commit. `false` when a job with this key exists already.
pub async fn enqueue(db: &impl ConnectionTrait, now: Millis, new: &New<'_>) -> Result<bool> {
    let sql = "INSERT INTO job (kind, key, subject_id, person_id, detail, due_at, created_at) \
               VALUES (:kind, :key, :subject, :person, :detail, :due_at, :now) \
               ON CONFLICT (kind, key) DO NOTHING";
    Ok(db.execute_raw(new.bound(Sql::new(sql)).bind("now", now).on(db)).await?.rows_affected() > 0)
}

/// Makes sure that the single job of a recurring kind exists.
pub async fn recur(db: &impl ConnectionTrait, kind: Kind, now: Millis) -> Result<()> {
    let key = "recurring";
    let look = "SELECT 1 AS there FROM job WHERE kind = :kind AND key = :key";
    // Looking first keeps an idle server from taking SQLite's write lock.
    if db.query_one_raw(sql!(db, look, kind = kind.code(), key)).await?.is_none() {
        let new = New { kind, key, subject: None, person: None, detail: None, due_at: now };
        enqueue(db, now, &new).await?;
    }
    Ok(())
}

/// Writes a job that this process carries out itself, and takes it at once. One key stands for one
/// piece of work at a time: when an earlier job with the same key is over, or its lease has run
/// out, its row is used again. `None` while the earlier one still runs, in any process.
pub async fn claim(db: &impl ConnectionTrait, now: Millis, new: &New<'_>) -> Result<Option<Lease>> {
    let sql = format!(
        "INSERT INTO job (kind, key, subject_id, person_id, detail, due_at, created_at, leased_until, fence, attempts) \
         VALUES (:kind, :key, :subject, :person, :detail, :due_at, :now, :until, 1, 1) ON CONFLICT (kind, key) DO UPDATE SET \
         subject_id = excluded.subject_id, person_id = excluded.person_id, detail = excluded.detail, \
         due_at = excluded.due_at, created_at = excluded.created_at, leased_until = excluded.leased_until, \
         fence = job.fence + 1, attempts = 1, failures = 0, done_at = NULL, failed_at = NULL, reason = NULL, \
         phase = NULL, progress_done = NULL, progress_total = NULL, reached = 0 \
         WHERE job.done_at IS NOT NULL OR job.failed_at IS NOT NULL OR job.leased_until IS NULL \
         OR job.leased_until < :now RETURNING {COLUMNS}"
    );
    let until = now.plus(new.kind.policy().lease_ms);
    let sql = new.bound(Sql::new(sql)).bind("now", now).bind("until", until);
    Ok(Lease::find_by_statement(sql.on(db)).one(db).await?)
}

/// Jobs that one call of [`settle_where`] ends at most: few, so that no writer waits for it.
pub const SETTLED_AT_ONCE: u64 = 1_000;

/// Ends open jobs of a kind that match the SQL `condition` on `job`, because they are no longer
/// needed. A process that is carrying one out at the moment records nothing more. Returns how many
/// were ended; when it is [`SETTLED_AT_ONCE`], there may be more.
pub async fn settle_where(
    db: &impl ConnectionTrait,
    now: Millis,
    kind: Kind,
    reason: &str,
    (condition, named): (&str, &[(&str, Value)]),
) -> Result<u64> {
    let sql = Sql::new(format!(
        "UPDATE job SET done_at = :now, reason = :reason, leased_until = NULL, fence = fence + 1 \
         WHERE {OPEN} AND id IN (SELECT id FROM job WHERE kind = '{}' AND {OPEN} AND {condition} \
         LIMIT {SETTLED_AT_ONCE})",
        kind.code()
    ));
    let sql = sql.bind("now", now).bind("reason", reason).bind_all(named);
    Ok(db.execute_raw(sql.on(db)).await?.rows_affected())
}
