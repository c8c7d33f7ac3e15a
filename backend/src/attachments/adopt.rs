use domain::{MessageId, PersonId};
use sea_orm::ConnectionTrait;

use crate::{Result, database::statement};

/// Binds the files that were chosen in a form to the message it became, and tells how many. Call it
/// in the transaction that deploys: what arrives later belongs to no message.
pub(crate) async fn adopt(
    db: &impl ConnectionTrait,
    owner: PersonId,
    form_key: &str,
    message: MessageId,
) -> Result<u64> {
    let sql =
        "UPDATE attachment SET message_id = ? WHERE owner_id = ? AND form_key = ? AND message_id IS NULL";
    let values = [message.0.into(), owner.0.into(), form_key.into()];
    Ok(db.execute_raw(statement(db, sql, values)).await?.rows_affected())
}
