use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{Result, database::statement};

/// Forgets reasons that no longer hold.
pub(super) async fn forget(tx: &DatabaseTransaction, concerns: &[i64]) -> Result<()> {
    for some in concerns.chunks(1_000) {
        let marks = vec!["?"; some.len()].join(",");
        let sql = format!("DELETE FROM concern WHERE id IN ({marks})");
        tx.execute_raw(statement(tx, &sql, some.iter().map(|id| (*id).into()))).await?;
    }
    Ok(())
}
