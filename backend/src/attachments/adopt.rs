use std::collections::BTreeSet;

use domain::{Conflict, MessageId, PersonId};
use sea_orm::{ConnectionTrait, Value};

use crate::{Error, Result, database::statement};

/// Binds the files that a form shows to the message it became, and tells how many. Call it in the
/// transaction that deploys. Others that came under the same key, because somebody took one out
/// while it was on its way or chose one in another tab, belong to no message and are swept.
///
/// # Errors
/// [`Error::Conflict`] where one of them is not there any more.
pub(crate) async fn adopt(
    db: &impl ConnectionTrait,
    owner: PersonId,
    form_key: &str,
    message: MessageId,
    shown: &[String],
) -> Result<u64> {
    let shown: BTreeSet<&str> = shown.iter().map(String::as_str).collect();
    if shown.is_empty() {
        return Ok(0);
    }
    let marks = vec!["?"; shown.len()].join(",");
    let sql = format!(
        "UPDATE attachment SET message_id = ? WHERE owner_id = ? AND form_key = ? AND message_id IS NULL \
         AND token IN ({marks})"
    );
    let values: Vec<Value> = [message.into(), owner.into(), form_key.into()]
        .into_iter()
        .chain(shown.iter().map(|token| (*token).into()))
        .collect();
    let bound = db.execute_raw(statement(db, &sql, values)).await?.rows_affected();
    if usize::try_from(bound) == Ok(shown.len()) {
        Ok(bound)
    } else {
        Err(Error::Conflict(Conflict::FilesChanged))
    }
}
