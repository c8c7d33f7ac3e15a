use domain::accounts::batch::BATCH_DAYS;
use sea_orm::ConnectionTrait as _;

use crate::{Backend, Result, ground::sql::sql, transaction};

/// How long a batch is shown after its last links can have expired.
const KEPT_MS: i64 = 90 * 24 * 60 * 60 * 1_000;

/// Deletes old batches. Their accounts stay; their links have expired.
pub(crate) async fn prune_batches(backend: &Backend) -> Result<()> {
    let before = backend.clock.now().plus(-KEPT_MS - BATCH_DAYS * 24 * 60 * 60 * 1_000);
    transaction!(&backend.db, |tx| {
        let people = "DELETE FROM account_batch_person WHERE batch_id IN \
                      (SELECT id FROM account_batch WHERE made_at < :before)";
        tx.execute_raw(sql!(tx, people, before)).await?;
        tx.execute_raw(sql!(tx, "DELETE FROM account_batch WHERE made_at < :before", before)).await?;
        Ok(())
    })
}
