use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{Result, ground::sql::numbers};

/// Forgets reasons that no longer hold.
pub(super) async fn forget(tx: &DatabaseTransaction, concerns: &[i64]) -> Result<()> {
    for some in concerns.chunks(1_000) {
        let sql = format!("DELETE FROM concern WHERE id IN ({})", numbers(some.iter().copied()));
        tx.execute_unprepared(&sql).await?;
    }
    Ok(())
}
