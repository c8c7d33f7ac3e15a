use domain::{PersonId, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseConnection, FromQueryResult};

use super::{Kind, OPEN};
use crate::{Required, Result, database::skip_locked, ground::sql::sql, transaction};

/// The columns that a lease reads from its job.
pub(super) const COLUMNS: &str = "job.id AS id, kind, key, subject_id, person_id, detail, due_at, last_at, attempts, failures, fence, reached";

/// A job that only this process carries out at the moment.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Lease {
    pub id: i64,
    pub kind: Kind,
    pub key: String,
    pub subject_id: Option<i64>,
    pub person_id: Option<PersonId>,
    pub detail: Option<String>,
    pub due_at: Millis,
    /// When the last successful run of a recurring job began.
    pub last_at: Option<Millis>,
    /// Leases in a row that ended without any result, this one included.
    pub attempts: i32,
    /// Errors in a row before this lease.
    pub failures: i32,
    pub fence: i64,
    /// The number of the last person whom the job is done with, if it goes through many.
    pub reached: i64,
}

impl Lease {
    /// What the job is about.
    ///
    /// # Errors
    /// [`crate::Error::Inconsistent`] when it has no subject.
    pub fn subject(&self) -> Result<i64> {
        self.subject_id.required(format_args!("the subject of job {}", self.id))
    }
}

/// Whether a job of the kind is due that no process has taken.
pub async fn waits(db: &impl ConnectionTrait, kind: Kind, now: Millis) -> Result<bool> {
    let text = format!(
        "SELECT 1 AS there FROM job WHERE kind = '{}' AND {OPEN} AND due_at <= :now \
         AND (leased_until IS NULL OR leased_until < :now) LIMIT 1",
        kind.code()
    );
    Ok(db.query_one_raw(sql!(db, text, now)).await?.is_some())
}

/// Takes the jobs of a kind that have been due longest, at most `limit`, each under a lease.
pub async fn take(db: &DatabaseConnection, kind: Kind, now: Millis, limit: usize) -> Result<Vec<Lease>> {
    // The kind is a literal: PostgreSQL plans a prepared statement without its parameters, and a
    // kind may have one row or a million.
    let free = format!(
        "kind = '{}' AND {OPEN} AND due_at <= :now AND (leased_until IS NULL OR leased_until < :now)",
        kind.code()
    );
    let look = format!("SELECT id FROM job WHERE {free} ORDER BY due_at, id LIMIT {limit}");
    // Looking first keeps an idle server from taking SQLite's write lock every second.
    if db.query_one_raw(sql!(db, look.as_str(), now)).await?.is_none() {
        return Ok(Vec::new());
    }
    let held = format!("{look} {}", skip_locked(db));
    // One row at a time, by its id: a join would be planned from statistics, which do not know yet
    // about a million rows that have just been inserted.
    let take = format!(
        "UPDATE job SET leased_until = :until, fence = fence + 1, attempts = attempts + 1 WHERE id = :id \
         RETURNING {COLUMNS}"
    );
    let until = now.plus(kind.policy().lease_ms);
    transaction!(db, |tx| {
        let mut taken = Vec::new();
        for row in tx.query_all_raw(sql!(tx, held.as_str(), now)).await? {
            let id: i64 = row.try_get("", "id")?;
            taken.extend(Lease::find_by_statement(sql!(tx, take.as_str(), until, id)).one(tx).await?);
        }
        Ok(taken)
    })
}
