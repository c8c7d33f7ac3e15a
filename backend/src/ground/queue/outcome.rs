use domain::time::Millis;
use sea_orm::ConnectionTrait;

use super::{Lease, OPEN, cut};
use crate::{Result, ground::sql::Sql};

/// Writes `set` to the job of a lease. Returns `false`, and writes nothing, when another process
/// has taken the job meanwhile or the job is over.
async fn write(db: &impl ConnectionTrait, lease: &Lease, set: Sql) -> Result<bool> {
    write_if(db, lease, set, "").await
}

/// Like [`write`], only if the lease has not run out at `now`.
async fn write_in_time(db: &impl ConnectionTrait, lease: &Lease, set: Sql, now: Millis) -> Result<bool> {
    write_if(db, lease, set.bind("now", now), " AND leased_until >= :now").await
}

async fn write_if(db: &impl ConnectionTrait, lease: &Lease, set: Sql, also: &str) -> Result<bool> {
    let sql = set
        .then(&format!(" WHERE id = :lease AND fence = :fence AND {OPEN}{also}"))
        .bind("lease", lease.id)
        .bind("fence", lease.fence);
    Ok(db.execute_raw(sql.on(db)).await?.rows_affected() > 0)
}

/// Extends the lease while the work goes on. `false` when it has run out.
pub async fn keep(db: &impl ConnectionTrait, lease: &Lease, now: Millis) -> Result<bool> {
    let until = now.plus(lease.kind.policy().lease_ms);
    let set = Sql::new("UPDATE job SET leased_until = :until").bind("until", until);
    write_in_time(db, lease, set, now).await
}

/// Extends the lease after a part of the work is done, and forgets earlier errors. Call it first in
/// a transaction to prove that the lease has not run out. `false` when it has.
pub async fn renew(db: &impl ConnectionTrait, lease: &Lease, now: Millis) -> Result<bool> {
    let until = now.plus(lease.kind.policy().lease_ms);
    let set = "UPDATE job SET leased_until = :until, attempts = 0, failures = 0";
    write_in_time(db, lease, Sql::new(set).bind("until", until), now).await
}

/// As [`renew`], for a job that goes through many people: the people up to `reached` are done with the
/// transaction that this begins.
pub async fn reach(db: &impl ConnectionTrait, lease: &Lease, now: Millis, reached: i64) -> Result<bool> {
    let until = now.plus(lease.kind.policy().lease_ms);
    let set = "UPDATE job SET leased_until = :until, attempts = 0, failures = 0, reached = :reached";
    write_in_time(db, lease, Sql::new(set).bind("until", until).bind("reached", reached), now).await
}

/// Extends the lease even after it has run out. For a transaction that took long and that proved
/// the lease with [`renew`] at its beginning.
pub async fn restart(db: &impl ConnectionTrait, lease: &Lease, now: Millis) -> Result<()> {
    let until = now.plus(lease.kind.policy().lease_ms);
    write(db, lease, Sql::new("UPDATE job SET leased_until = :until").bind("until", until)).await.map(|_| ())
}

/// The job is done; `reason` says why there was nothing to do, if that is the case.
pub async fn finish(
    db: &impl ConnectionTrait,
    lease: &Lease,
    now: Millis,
    reason: Option<&str>,
) -> Result<bool> {
    let set = "UPDATE job SET done_at = :now, reason = :reason, leased_until = NULL";
    write(db, lease, Sql::new(set).bind("now", now).bind("reason", reason.map(cut))).await
}

/// Postpones the job until `due_at`, with the reason of the error. Crashes of the process are
/// counted separately, and their count starts again from zero.
pub async fn retry(db: &impl ConnectionTrait, lease: &Lease, due_at: Millis, reason: &str) -> Result<bool> {
    let set = "UPDATE job SET due_at = :due_at, reason = :reason, failures = failures + 1, attempts = 0, \
               leased_until = NULL";
    write(db, lease, Sql::new(set).bind("due_at", due_at).bind("reason", cut(reason))).await
}

/// Postpones the job until `due_at`, although nothing went wrong.
pub async fn postpone(db: &impl ConnectionTrait, lease: &Lease, due_at: Millis) -> Result<bool> {
    let set = "UPDATE job SET due_at = :due_at, attempts = 0, failures = 0, leased_until = NULL";
    write(db, lease, Sql::new(set).bind("due_at", due_at)).await
}

/// Counts one more error; the job is not tried again unless an operator asks for it.
pub async fn give_up(db: &impl ConnectionTrait, lease: &Lease, now: Millis, reason: &str) -> Result<bool> {
    let set =
        "UPDATE job SET failed_at = :now, reason = :reason, failures = failures + 1, leased_until = NULL";
    write(db, lease, Sql::new(set).bind("now", now).bind("reason", cut(reason))).await
}

/// Schedules the next run, at `due_at`, of a recurring job that began at `began` and succeeded.
pub async fn again(db: &impl ConnectionTrait, lease: &Lease, began: Millis, due_at: Millis) -> Result<bool> {
    let set = "UPDATE job SET last_at = :began, due_at = :due_at, reason = NULL, attempts = 0, failures = 0, \
               leased_until = NULL";
    write(db, lease, Sql::new(set).bind("began", began).bind("due_at", due_at)).await
}
