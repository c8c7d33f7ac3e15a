use domain::{MessageId, PersonId, time::Millis};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::unread;
use crate::{
    Backend, Required, Result, access::arrived, ground::sql::Sql, stored::to_json_bytes, token::fingerprint,
};

/// How many rows the version covers: the first page.
const FIRST: usize = 25;

#[derive(Debug, FromQueryResult, serde::Serialize)]
struct Seen {
    message_id: MessageId,
    sent_at: Millis,
    read: bool,
    settled: bool,
    cancelled: bool,
    /// The same in each row.
    #[serde(skip)]
    unread: i64,
}

/// What the inbox of `person` shows now, as `unread.newest.rest`: how many are unread, the place of
/// the newest message (`0-0` in an empty inbox), and a fingerprint of the first page. It costs one
/// small read from the index, because every open page asks for it whenever messages change.
pub async fn version_of(backend: &Backend, person: PersonId) -> Result<String> {
    Ok(look(&backend.db, person).await?.1)
}

/// The number of unread messages, and the version.
pub(super) async fn look(db: &impl ConnectionTrait, person: PersonId) -> Result<(u64, String)> {
    let sql = unread::counted(Sql::new(
        "SELECT delivery.message_id, delivery.sent_at, (delivery.read_at IS NOT NULL) AS read, \
         (delivery.acknowledged_at IS NOT NULL OR delivery.covered_at IS NOT NULL) AS settled, \
         (message.cancelled_at IS NOT NULL) AS cancelled, ",
    ));
    let sql = sql.then(
        " AS unread FROM delivery JOIN message ON message.id = delivery.message_id \
         WHERE delivery.person_id = :person AND delivery.folder = 0 AND ",
    );
    let order = format!(" ORDER BY delivery.sent_at DESC, delivery.message_id DESC LIMIT {FIRST}");
    let sql = sql.condition(arrived()).then(&order).bind("person", person);
    let rows = Seen::find_by_statement(sql.on(db)).all(db).await?;
    // Unread messages are in the inbox: without rows there are none.
    let unread = rows.first().map_or(Ok(0), |row| u64::try_from(row.unread));
    let unread = unread.required("the number of unread messages")?;
    let newest = rows.first().map_or((Millis(0), MessageId(0)), |row| (row.sent_at, row.message_id));
    let told = to_json_bytes("an inbox", &rows)?;
    let mut rest = fingerprint(&told);
    rest.truncate(16);
    Ok((unread, format!("{unread}.{}-{}.{rest}", newest.0, newest.1)))
}
