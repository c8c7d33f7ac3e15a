use domain::accounts::batch::BATCH_DAYS;
use sea_orm::ConnectionTrait as _;

use crate::{Backend, Result, ground::sql::sql, transaction};

/// How long a batch is shown after its last links can have expired.
const KEPT_MS: i64 = 90 * 24 * 60 * 60 * 1_000;

/// People of one transaction: few, so that no writer waits for it.
const AT_ONCE: u64 = 1_000;

/// Deletes old batches. Their accounts stay; their links have expired.
pub(crate) async fn prune_batches(backend: &Backend) -> Result<()> {
    let before = backend.clock.now().plus(-KEPT_MS - BATCH_DAYS * 24 * 60 * 60 * 1_000);
    let some = format!(
        "DELETE FROM account_batch_person WHERE (batch_id, person_id) IN (SELECT p.batch_id, p.person_id \
         FROM account_batch b JOIN account_batch_person p ON p.batch_id = b.id WHERE b.made_at < :before LIMIT {AT_ONCE})"
    );
    loop {
        let gone = transaction!(&backend.db, |tx| {
            Ok(tx.execute_raw(sql!(tx, some.as_str(), before)).await?.rows_affected())
        })?;
        if gone == 0 {
            break;
        }
    }
    transaction!(&backend.db, |tx| {
        tx.execute_raw(sql!(tx, "DELETE FROM account_batch WHERE made_at < :before", before)).await?;
        Ok(())
    })
}
