use domain::time::{DAY_MS, Millis};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use super::{Kind, OPEN};
use crate::{Result, ground::sql::sql};

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
        "UPDATE job SET failed_at = :now, reason = 'the process that ran it ended', leased_until = NULL, \
         fence = fence + 1 WHERE kind = :kind AND {OPEN} AND leased_until < :now"
    );
    db.execute_raw(sql!(db, abandon, kind = Kind::Import.code(), now)).await?;
    let (done, failed) = (now.plus(-DONE_KEPT_MS), now.plus(-FAILED_KEPT_MS));
    let look =
        format!("SELECT id FROM job WHERE done_at < :done OR failed_at < :failed ORDER BY id LIMIT {BATCH}");
    let mut gone = 0;
    loop {
        let rows = db.query_all_raw(sql!(db, look.as_str(), done, failed)).await?;
        let ids = rows.iter().map(|row| row.try_get("", "id")).collect::<Result<Vec<i64>, _>>()?;
        let (Some(&first), Some(&last)) = (ids.first(), ids.last()) else { return Ok(gone) };
        let text =
            "DELETE FROM job WHERE id >= :first AND id <= :last AND (done_at < :done OR failed_at < :failed)";
        gone += db.execute_raw(sql!(db, text, first, last, done, failed)).await?.rows_affected();
    }
}
