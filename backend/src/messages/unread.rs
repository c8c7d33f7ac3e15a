use domain::{PersonId, messages::view::MAX_COUNTED};
use sea_orm::ConnectionTrait;

use crate::{
    Backend, Result,
    access::{Caller, arrived},
    ground::sql::Sql,
};

/// How many messages of the inbox are unread; at most [`MAX_COUNTED`] + 1.
pub async fn unread(backend: &Backend, caller: &Caller) -> Result<u64> {
    count(&backend.db, caller.person).await
}

/// Uses the index; reads only unread rows, and only as many as are shown.
pub(super) async fn count(db: &impl ConnectionTrait, person: PersonId) -> Result<u64> {
    let sql = Sql::new(
        "SELECT COUNT(*) AS unread FROM (SELECT 1 AS one FROM delivery \
         JOIN message ON message.id = delivery.message_id WHERE delivery.person_id = :person \
         AND delivery.folder = 0 AND delivery.read_at IS NULL AND ",
    );
    let sql = sql.condition(arrived()).then(&format!(" LIMIT {}) AS found", MAX_COUNTED + 1));
    let row = db.query_one_raw(sql.bind("person", person).on(db)).await?;
    let count: i64 = row.map(|row| row.try_get("", "unread")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}
