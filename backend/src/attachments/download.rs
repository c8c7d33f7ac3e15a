use std::io;

use bytes::Bytes;
use domain::access::Right;
use futures::stream::BoxStream;
use sea_orm::FromQueryResult;

use crate::{
    Backend, Error, Result,
    access::{Caller, arrived, kept},
    ground::sql::Sql,
};

/// A file on its way out.
pub struct Download {
    pub name: String,
    /// Told by its content when it came in.
    pub media_type: String,
    pub bytes: u64,
    pub content: BoxStream<'static, io::Result<Bytes>>,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    name: String,
    media_type: String,
    bytes: i64,
    object_key: String,
}

/// Opens a file for whoever may read it now: its owner while it is in a form; later its message's
/// author, whoever has that message, and whoever may see its communication.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn download(backend: &Backend, caller: &Caller, token: &str) -> Result<Download> {
    let sql = Sql::new(
        "SELECT a.name, a.media_type, a.bytes, a.object_key FROM attachment a \
         LEFT JOIN message ON message.id = a.message_id WHERE a.token = :token AND (\
         (a.message_id IS NULL AND a.owner_id = :me) OR message.author_id = :me \
         OR EXISTS (SELECT 1 FROM delivery WHERE delivery.message_id = message.id \
         AND delivery.person_id = :me AND ",
    );
    let sql = sql.condition(kept().add(arrived()));
    let sql = sql.then(
        ") OR EXISTS (SELECT 1 FROM communication WHERE communication.id = message.communication_id AND ",
    );
    let sql = sql.condition(caller.visible(Right::OpenSenderDashboard)).then("))");
    let sql = sql.bind("token", token).bind("me", caller.person);
    let row = Row::find_by_statement(sql.on(&backend.db)).one(&backend.db).await?;
    let row = row.ok_or(Error::NotFound)?;
    let content = backend.files.get(&row.object_key).await?;
    Ok(Download {
        name: row.name,
        media_type: row.media_type,
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        content,
    })
}
