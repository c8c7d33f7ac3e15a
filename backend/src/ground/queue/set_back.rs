use std::sync::atomic::{AtomicI64, Ordering};

use domain::time::Millis;
use sea_orm::{ConnectionTrait as _, DatabaseConnection};

use super::OPEN;
use crate::{Result, clock::CLOCKS_DIFFER_MS, ground::sql::sql, transaction};

/// No lease is longer than this.
const LONGEST_LEASE_MS: i64 = 5 * 60 * 1_000;
/// What is left of a lease that was taken before the clock was set back: its holder, if it still
/// lives, renews it meanwhile.
const LEFT_MS: i64 = 60 * 1_000;
/// Jobs of one transaction: a million may be due.
const AT_ONCE: u64 = 1_000;

/// The latest time that this process has seen.
#[derive(Debug, Default)]
pub struct LatestSeen(AtomicI64);

impl LatestSeen {
    /// Whether the clock was set back since the last call; also at the first one, because it may have
    /// been set back while the process did not run.
    pub fn is_set_back(&self, now: Millis) -> bool {
        let latest = self.0.swap(now.0, Ordering::Relaxed);
        latest == 0 || now.plus(CLOCKS_DIFFER_MS).0 < latest
    }
}

/// Work that was due at once is due now, and leases end, although both were written before the clock
/// was set back. Otherwise an alert would wait until the clock is that late again. What was planned
/// for later keeps its time.
pub async fn bring_back(db: &DatabaseConnection, now: Millis) -> Result<()> {
    let due = "created_at > :ahead AND due_at <= created_at";
    let leased = "leased_until > :far";
    let ahead = now.plus(CLOCKS_DIFFER_MS).0;
    let far = now.plus(LONGEST_LEASE_MS + CLOCKS_DIFFER_MS).0;
    // Looking first keeps a start from waiting for SQLite's write lock. What is open has an index.
    let look = format!("SELECT id FROM job WHERE {OPEN} AND (({due}) OR {leased}) LIMIT 1");
    if db.query_one_raw(sql!(db, look.as_str(), ahead, far)).await?.is_none() {
        return Ok(());
    }
    let soon = format!(
        "UPDATE job SET due_at = :now, created_at = :now \
         WHERE {OPEN} AND {due} AND id IN (SELECT id FROM job WHERE {OPEN} AND {due} LIMIT {AT_ONCE})"
    );
    let ends = format!("UPDATE job SET leased_until = :left WHERE {OPEN} AND {leased}");
    loop {
        let brought = transaction!(db, |tx| {
            Ok(tx.execute_raw(sql!(tx, soon.as_str(), now, ahead)).await?.rows_affected())
        })?;
        if brought == 0 {
            break;
        }
    }
    // Few are carried out at a time.
    transaction!(db, |tx| {
        tx.execute_raw(sql!(tx, ends.as_str(), left = now.plus(LEFT_MS), far)).await?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use domain::time::Millis;

    use super::LatestSeen;

    #[test]
    fn a_clock_that_is_set_back_is_noticed_once() {
        let seen = LatestSeen::default();
        let found: Vec<bool> = [1_000_000, 1_001_000, 2_000_000, 1_950_000, 1_000_000, 1_000_001]
            .map(|now| seen.is_set_back(Millis(now)))
            .into();
        assert_eq!(found, [true, false, false, false, true, false]);
    }
}
