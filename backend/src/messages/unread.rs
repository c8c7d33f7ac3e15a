use domain::{PersonId, messages::view::MAX_COUNTED};
use sea_orm::ConnectionTrait;

use crate::{
    Backend, Result,
    access::{Caller, VISIBLE},
    database::statement,
};

/// How many messages of the inbox were not opened; at most [`MAX_COUNTED`] + 1.
pub async fn unread(backend: &Backend, caller: &Caller) -> Result<u64> {
    count(&backend.db, caller.person).await
}

/// Found in the index; only what is unread is looked up, and no more of it than is shown.
pub(super) async fn count(db: &impl ConnectionTrait, person: PersonId) -> Result<u64> {
    let sql = format!(
        "SELECT COUNT(*) AS unread FROM (SELECT 1 AS one FROM delivery d JOIN message m ON m.id = d.message_id \
         WHERE d.person_id = ? AND d.folder = 0 AND d.read_at IS NULL AND {VISIBLE} LIMIT {}) AS unread",
        MAX_COUNTED + 1
    );
    let row = db.query_one_raw(statement(db, &sql, [person.into()])).await?;
    let count: i64 = row.map(|row| row.try_get("", "unread")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}
