use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use domain::{PersonId, audit::Action};
use futures::{Stream, StreamExt as _, stream::BoxStream};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;
use tokio::sync::Semaphore;
use tokio_util::io::ReaderStream;

use super::{
    archive::Archive,
    rows,
    sections::{SECTIONS, Section},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{Entry, record_folded},
    ground::sql::sql,
    shares::{Bounds, Share},
};

/// Rows read at a time.
const PAGE: usize = 200;
/// Bytes of files in one archive; those beyond are listed only.
const MAX_BYTES: i64 = 500 << 20;
/// How long somebody waits for the archives of others.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many archives a process makes at the same time.
static TURNS: Semaphore = Semaphore::const_new(2);
/// Archives that wait for their turn, are made or are on their way, of whoever asks and of all: each is
/// a file on the disk until it has arrived.
pub(crate) const ARCHIVES: Bounds = Bounds { each: 2, all: 32 };

/// A zip file to download.
pub struct PersonData {
    pub bytes: u64,
    pub content: BoxStream<'static, io::Result<Bytes>>,
}

#[derive(FromQueryResult)]
struct ExportedName {
    name: String,
}

#[derive(FromQueryResult)]
struct File {
    id: i64,
    name: String,
    bytes: i64,
    object_key: String,
}

/// Everything that is stored about a person, as files of JSON, with the files that they uploaded. The
/// journal says who asked for it.
///
/// # Errors
/// [`Error::AdministratorOnly`] for another person's data; [`Error::NotFound`] when there are none, or
/// none any more; [`Error::Busy`] while others are made, or while the caller receives two.
pub async fn export_person(backend: &Backend, caller: &Caller, person: PersonId) -> Result<PersonData> {
    if caller.person != person {
        caller.authorize_administrator()?;
    }
    let text = "SELECT p.first_name || ' ' || p.last_name AS name FROM person p \
                WHERE p.id = :person AND p.erased_at IS NULL";
    let found = ExportedName::find_by_statement(sql!(&backend.db, text, person)).one(&backend.db).await?;
    let ExportedName { name } = found.ok_or(Error::NotFound)?;
    let held = backend.archives.take(caller.person, 1).map_err(|_| Error::Busy)?;
    let Ok(Ok(_turn)) = tokio::time::timeout(PATIENCE, TURNS.acquire()).await else {
        return Err(Error::Busy);
    };
    let entry = Entry::by(caller, Action::Exported, name).with("format", "zip");
    record_folded(backend, format!("data of {person} by {}", caller.person), entry).await?;
    let archive = Archive::begin(backend.files.spool());
    for section in &SECTIONS {
        write_section(backend, &archive, section, person).await?;
    }
    write_files(backend, &archive, person).await?;
    let (file, bytes) = archive.end().await?;
    let pieces = ReaderStream::new(tokio::fs::File::from_std(file));
    Ok(PersonData { bytes, content: Sent { pieces, _held: held }.boxed() })
}

/// An archive on its way; its place is given back at the end, however that comes.
struct Sent {
    pieces: ReaderStream<tokio::fs::File>,
    _held: Share<PersonId>,
}

impl Stream for Sent {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.pieces).poll_next(context)
    }
}

async fn write_section(
    backend: &Backend,
    archive: &Archive,
    section: &Section,
    person: PersonId,
) -> Result<()> {
    archive.text(section.file).await;
    let text = format!("{} LIMIT {PAGE}", section.select);
    let (mut after, mut begins) = (i64::MIN, true);
    loop {
        let found = backend.db.query_all_raw(sql!(&backend.db, text.as_str(), person, after)).await?;
        let mut page = String::new();
        for found in &found {
            let (number, row) = rows::row(found)?;
            after = number;
            page.push_str(if begins { "[\n" } else { ",\n" });
            page.push_str(&row.to_string());
            begins = false;
        }
        archive.bytes(page).await;
        if found.len() < PAGE {
            break;
        }
    }
    archive.bytes(if begins { "[]\n" } else { "\n]\n" }).await;
    Ok(())
}

/// The files that the person uploaded, after a list of them.
async fn write_files(backend: &Backend, archive: &Archive, person: PersonId) -> Result<()> {
    let text = "SELECT f.id, f.name, f.bytes, f.object_key FROM file f WHERE f.uploader_id = :person \
                AND f.object_key <> '' AND f.owner_kind <> 'picture' ORDER BY f.id";
    let files = File::find_by_statement(sql!(&backend.db, text, person)).all(&backend.db).await?;
    let (mut left, mut list) = (MAX_BYTES, Vec::new());
    for file in files {
        // One that was removed meanwhile is only listed.
        let content = if file.bytes <= left { backend.files.find(&file.object_key).await? } else { None };
        list.push(
            json!({ "numero": file.id, "nom": file.name, "octets": file.bytes, "joint": content.is_some() }),
        );
        let Some(mut content) = content else { continue };
        left -= file.bytes;
        let name: String = file.name.chars().map(|c| if matches!(c, '/' | '\\') { '_' } else { c }).collect();
        archive.file(format!("fichiers/{}-{name}", file.id)).await;
        while let Some(piece) = content.next().await {
            let piece = piece.map_err(|reason| {
                tracing::error!(%reason, file = file.id, "a file of a person's data could not be read");
                Error::StoreUnavailable
            })?;
            archive.bytes(piece).await;
        }
    }
    archive.text("fichiers.json").await;
    archive.bytes(serde_json::Value::Array(list).to_string()).await;
    Ok(())
}
