//! How much a purge has deleted so far: counted in the transactions that delete, so that a purge that
//! was interrupted forgets nothing.

use domain::{audit::Action, retention::Kept};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::{
    Backend, Result,
    audit::{self, Entry},
    ground::sql::sql,
    transaction,
};

#[derive(FromQueryResult)]
struct Count {
    kind: String,
    amount: i64,
}

/// Counts what this transaction deletes for good.
pub(super) async fn add(tx: &DatabaseTransaction, kind: Kept, amount: u64) -> Result<()> {
    let (kind, amount) = (kind.code(), i64::try_from(amount).unwrap_or(i64::MAX));
    let text = "INSERT INTO retention_count (kind, amount) VALUES (:kind, :amount) ON CONFLICT (kind) \
                DO UPDATE SET amount = retention_count.amount + excluded.amount";
    tx.execute_raw(sql!(tx, text, kind, amount)).await?;
    Ok(())
}

async fn counted(db: &impl ConnectionTrait) -> Result<Vec<Count>> {
    let text = "SELECT kind, amount FROM retention_count ORDER BY kind";
    Ok(Count::find_by_statement(sql!(db, text)).all(db).await?)
}

/// Writes the proof into the journal, if anything was deleted.
pub(super) async fn close(backend: &Backend) -> Result<()> {
    if counted(&backend.db).await?.is_empty() {
        return Ok(());
    }
    transaction!(&backend.db, |tx| {
        let counts = counted(tx).await?;
        tx.execute_unprepared("DELETE FROM retention_count").await?;
        let mut entry = Entry::by_the_system(Action::Purged, "");
        for Count { kind, amount } in &counts {
            entry = entry.with(&format!("purged_{kind}"), amount);
        }
        audit::append(tx, backend.clock.now(), entry).await
    })
}
