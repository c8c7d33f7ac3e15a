use domain::time::Millis;
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::{Kind, OPEN};
use crate::{Result, database::statement};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// How long a finished job can still be looked at …
const DONE_KEPT_MS: i64 = 7 * DAY_MS;
/// … and one that was given up.
const FAILED_KEPT_MS: i64 = 90 * DAY_MS;
/// Rows deleted by one statement: few, so that no writer waits for it.
const BATCH: usize = 1_000;

/// Deletes jobs that ended long ago. Marks as failed those that an ended process left behind and
/// that no other process takes over. Returns how many rows were deleted.
pub async fn prune(db: &DatabaseConnection, now: Millis) -> Result<u64> {
    let abandon = format!(
        "UPDATE job SET failed_at = ?, reason = 'the process that ran it ended', leased_until = NULL, \
         fence = fence + 1 WHERE kind = ? AND {OPEN} AND leased_until < ?"
    );
    let values = [now.0.into(), Kind::Import.code().into(), now.0.into()];
    db.execute_raw(statement(db, &abandon, values)).await?;
    let look = format!("SELECT id FROM job WHERE done_at < ? OR failed_at < ? ORDER BY id LIMIT {BATCH}");
    let limits = [(now.0 - DONE_KEPT_MS).into(), (now.0 - FAILED_KEPT_MS).into()];
    let mut gone = 0;
    loop {
        let rows = db.query_all_raw(statement(db, &look, limits.clone())).await?;
        let ids = rows.iter().map(|row| row.try_get("", "id")).collect::<Result<Vec<i64>, _>>()?;
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Ok(gone) };
        let sql = "DELETE FROM job WHERE id >= ? AND id <= ? AND (done_at < ? OR failed_at < ?)";
        let values = [(*first).into(), (*last).into()].into_iter().chain(limits.clone());
        gone += db.execute_raw(statement(db, sql, values)).await?.rows_affected();
    }
}
