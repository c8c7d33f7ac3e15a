use domain::time::Millis;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{Kind, Lease, OPEN};
use crate::{Result, ground::sql::sql};

/// How far a long job has come, in the units of its phase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// A code that the kind of job defines.
    pub phase: String,
    pub done: u64,
    pub total: u64,
}

/// Records how far a job has come, and extends its lease. `false` when this process has lost the
/// lease.
pub async fn note_progress(
    db: &impl ConnectionTrait,
    lease: &Lease,
    now: Millis,
    amount: &Amount,
) -> Result<bool> {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let text = format!(
        "UPDATE job SET phase = :phase, progress_done = :done, progress_total = :total, leased_until = :until \
         WHERE id = :id AND fence = :fence AND {OPEN}"
    );
    let until = now.plus(lease.kind.policy().lease_ms);
    let (done, total) = (number(amount.done), number(amount.total));
    let phase = amount.phase.as_str();
    let written = sql!(db, text, phase, done, total, until, id = lease.id, fence = lease.fence);
    Ok(db.execute_raw(written).await?.rows_affected() > 0)
}

/// A job that a process carries out at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Followed {
    pub subject: Option<i64>,
    /// `None` until its first figure.
    pub amount: Option<Amount>,
}

#[derive(FromQueryResult)]
struct RunningRow {
    subject_id: Option<i64>,
    phase: Option<String>,
    progress_done: Option<i64>,
    progress_total: Option<i64>,
}

/// The job with this key, if a process carries it out at the moment.
pub async fn follow(
    db: &impl ConnectionTrait,
    kind: Kind,
    key: &str,
    now: Millis,
) -> Result<Option<Followed>> {
    let text = format!(
        "SELECT subject_id, phase, progress_done, progress_total FROM job \
         WHERE kind = :kind AND key = :key AND {OPEN} AND leased_until >= :now"
    );
    let found = sql!(db, text, kind = kind.code(), key, now);
    let row = RunningRow::find_by_statement(found).one(db).await?;
    Ok(row.map(|row| {
        let number =
            |count: Option<i64>| count.and_then(|count| u64::try_from(count).ok()).unwrap_or_default();
        let (done, total) = (number(row.progress_done), number(row.progress_total));
        Followed { subject: row.subject_id, amount: row.phase.map(|phase| Amount { phase, done, total }) }
    }))
}
