use std::sync::LazyLock;

use domain::{PersonId, messages::view::MAX_COUNTED};
use sea_orm::ConnectionTrait;

use crate::{
    Backend, Result,
    access::{Caller, arrived},
    ground::sql::Sql,
};

/// Every page with menus asks this, so its text is made once.
static COUNT: LazyLock<Sql> = LazyLock::new(|| counted(Sql::new("SELECT ")).then(" AS unread"));

/// How many messages of the inbox are unread; at most [`MAX_COUNTED`] + 1.
pub async fn unread(backend: &Backend, caller: &Caller) -> Result<u64> {
    count(&backend.db, caller.person).await
}

async fn count(db: &impl ConnectionTrait, person: PersonId) -> Result<u64> {
    let sql = COUNT.clone().bind("person", person);
    let row = db.query_one_raw(sql.on(db)).await?;
    let count: i64 = row.map(|row| row.try_get("", "unread")).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Appends the number of unread messages of `:person`. It uses the index and reads only unread
/// rows, and only as many as are shown. Whether one has arrived is asked for each of these alone: as a
/// join, `PostgreSQL` may rather read all messages of the portal first.
pub(super) fn counted(sql: Sql) -> Sql {
    sql.then(
        "(SELECT COUNT(*) FROM (SELECT 1 AS one FROM delivery WHERE delivery.person_id = :person \
         AND delivery.folder = 0 AND delivery.read_at IS NULL AND (SELECT ",
    )
    .condition(arrived())
    .then(" FROM message WHERE message.id = delivery.message_id)")
    .then(&format!(" LIMIT {}) AS found)", MAX_COUNTED + 1))
}
