use std::io;

use bytes::Bytes;
use domain::files::OwnerKind;
use futures::stream::BoxStream;
use sea_orm::FromQueryResult;

use super::owners::readable;
use crate::{Backend, Error, Result, access::Caller, ground::sql::Sql};

/// A file being downloaded.
pub struct Download {
    pub name: String,
    /// Determined from the content when the file was uploaded.
    pub media_type: String,
    pub bytes: u64,
    pub content: BoxStream<'static, io::Result<Bytes>>,
}

#[derive(Debug, FromQueryResult)]
struct FileRow {
    name: String,
    media_type: String,
    bytes: i64,
    object_key: String,
}

/// Opens a file for a person who may read it now, according to its [owner](super::owners).
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn download(backend: &Backend, caller: &Caller, token: &str) -> Result<Download> {
    let mut sql = Sql::new(
        "SELECT f.name, f.media_type, f.bytes, f.object_key FROM file f WHERE f.token = :token AND (1 = 0",
    );
    for kind in OwnerKind::ALL {
        sql = sql.then(&format!(" OR (f.owner_kind = '{}' AND ", kind.code()));
        sql = readable(kind, sql, caller).then(")");
    }
    let sql = sql.then(")").bind("token", token).bind("me", caller.person);
    let row = FileRow::find_by_statement(sql.on(&backend.db)).one(&backend.db).await?;
    let row = row.ok_or(Error::NotFound)?;
    let content = backend.files.get(&row.object_key).await?;
    Ok(Download {
        name: row.name,
        media_type: row.media_type,
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        content,
    })
}
