use domain::time::Millis;
use sea_orm::{ConnectionTrait, Value};

use super::{Lease, OPEN, cut};
use crate::{Result, database::statement};

/// Writes `set` to the job of a lease. Returns `false`, and writes nothing, when another process
/// has taken the job meanwhile or the job is over.
async fn write(
    db: &impl ConnectionTrait,
    lease: &Lease,
    set: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<bool> {
    let sql = format!("UPDATE job SET {set} WHERE id = ? AND fence = ? AND {OPEN}");
    let values = values.into_iter().chain([lease.id.into(), lease.fence.into()]);
    Ok(db.execute_raw(statement(db, &sql, values)).await?.rows_affected() > 0)
}

/// Extends the lease while the work goes on. `false` when it has run out.
pub async fn keep(db: &impl ConnectionTrait, lease: &Lease, now: Millis) -> Result<bool> {
    let sql = format!(
        "UPDATE job SET leased_until = ? WHERE id = ? AND fence = ? AND leased_until >= ? AND {OPEN}"
    );
    let until = now.0 + lease.kind()?.policy().lease_ms;
    let values = [until.into(), lease.id.into(), lease.fence.into(), now.0.into()];
    Ok(db.execute_raw(statement(db, &sql, values)).await?.rows_affected() > 0)
}

/// Extends the lease after a part of the work is done, and forgets earlier errors. Call it first in
/// a transaction to prove that the lease has not run out. `false` when it has.
pub async fn renew(db: &impl ConnectionTrait, lease: &Lease, now: Millis) -> Result<bool> {
    let until = now.0 + lease.kind()?.policy().lease_ms;
    let sql = format!(
        "UPDATE job SET leased_until = ?, attempts = 0, failures = 0 \
         WHERE id = ? AND fence = ? AND leased_until >= ? AND {OPEN}"
    );
    let values = [until.into(), lease.id.into(), lease.fence.into(), now.0.into()];
    Ok(db.execute_raw(statement(db, &sql, values)).await?.rows_affected() > 0)
}

/// Extends the lease even after it has run out. For a transaction that took long and that proved
/// the lease with [`renew`] at its beginning.
pub async fn restart(db: &impl ConnectionTrait, lease: &Lease, now: Millis) -> Result<()> {
    let until = now.0 + lease.kind()?.policy().lease_ms;
    write(db, lease, "leased_until = ?", [until.into()]).await.map(|_| ())
}

/// The job is done; `reason` says why there was nothing to do, if that is the case.
pub async fn finish(
    db: &impl ConnectionTrait,
    lease: &Lease,
    now: Millis,
    reason: Option<&str>,
) -> Result<bool> {
    let values = [now.0.into(), reason.map(cut).into()];
    write(db, lease, "done_at = ?, reason = ?, leased_until = NULL", values).await
}

/// Postpones the job until `due_at`, with the reason of the error. Crashes of the process are
/// counted separately, and their count starts again from zero.
pub async fn retry(db: &impl ConnectionTrait, lease: &Lease, due_at: Millis, reason: &str) -> Result<bool> {
    let set = "due_at = ?, reason = ?, failures = failures + 1, attempts = 0, leased_until = NULL";
    write(db, lease, set, [due_at.0.into(), cut(reason).into()]).await
}

/// Counts one more error; the job is not tried again unless an operator asks for it.
pub async fn give_up(db: &impl ConnectionTrait, lease: &Lease, now: Millis, reason: &str) -> Result<bool> {
    let set = "failed_at = ?, reason = ?, failures = failures + 1, leased_until = NULL";
    write(db, lease, set, [now.0.into(), cut(reason).into()]).await
}

/// Schedules the next run, at `due_at`, of a recurring job that began at `began` and succeeded.
pub async fn again(db: &impl ConnectionTrait, lease: &Lease, began: Millis, due_at: Millis) -> Result<bool> {
    let set = "last_at = ?, due_at = ?, reason = NULL, attempts = 0, failures = 0, leased_until = NULL";
    write(db, lease, set, [began.0.into(), due_at.0.into()]).await
}
