use std::io;

use bytes::Bytes;
use futures::stream::BoxStream;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{owner::Owner, owners::may_open};
use crate::{Backend, Error, Result, access::Caller, entities::file};

/// A file being downloaded.
pub struct Download {
    pub name: String,
    /// Determined from the content when the file was uploaded.
    pub media_type: String,
    pub bytes: u64,
    pub content: BoxStream<'static, io::Result<Bytes>>,
}

/// Opens a file for a person who may read it now, according to its [owner](super::owners).
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn download(backend: &Backend, caller: &Caller, token: &str) -> Result<Download> {
    let db = &backend.db;
    let row = file::Entity::find().filter(file::Column::Token.eq(token)).one(db).await?;
    let row = row.ok_or(Error::NotFound)?;
    let owner = Owner { kind: row.owner_kind, id: row.owner_id };
    if !may_open(db, owner, caller, backend.clock.now()).await? {
        return Err(Error::NotFound);
    }
    let content = backend.files.get(&row.object_key).await?;
    Ok(Download {
        name: row.name,
        media_type: row.media_type,
        bytes: u64::try_from(row.bytes).unwrap_or_default(),
        content,
    })
}
