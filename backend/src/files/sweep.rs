use std::time::{Duration, SystemTime};

use domain::{FileId, time::Millis};
use futures::StreamExt as _;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait as _, QueryFilter};

use super::{
    owners::{IS_LEFT, WAITS},
    remove::delete,
    withdrawn,
};
use crate::{Backend, Error, Result, database::statement, entities::file};

/// How long a file may wait for its form to be sent, and an object for its row.
const KEPT_MS: i64 = 24 * 60 * 60 * 1_000;
/// Rows processed at a time.
const BATCH: u64 = 200;

/// Deletes files that were never sent: more than a day old, in a form that has no draft any more.
/// Then deletes objects in the store without a row. Returns how many were deleted in all.
pub async fn sweep(backend: &Backend) -> Result<u64> {
    let before = backend.clock.now().plus(-KEPT_MS);
    let rows = rows(backend, before).await?;
    withdrawn::forget(backend, before).await?;
    let objects = objects(backend, before).await?;
    if let Some(folder) = backend.files.folder().map(std::path::Path::to_owned) {
        let limit =
            SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(before.0).unwrap_or_default());
        let parts = tokio::task::spawn_blocking(move || unfinished(&folder, limit)).await;
        parts
            .map_err(|reason| Error::Inconsistent(reason.to_string()))?
            .map_err(|reason| Error::Inconsistent(format!("sweeping the folder of attachments: {reason}")))?;
    }
    Ok(rows + objects)
}

async fn rows(backend: &Backend, before: Millis) -> Result<u64> {
    let sql = format!(
        "SELECT f.* FROM file f WHERE {WAITS} AND f.created_at < ? AND f.id > ? AND {IS_LEFT} \
         ORDER BY f.id LIMIT {BATCH}"
    );
    let (mut last, mut swept) = (FileId(0), 0);
    loop {
        let found = statement(&backend.db, &sql, [before.into(), last.into()]);
        let rows = file::Model::find_by_statement(found).all(&backend.db).await?;
        let Some(newest) = rows.last() else { return Ok(swept) };
        last = newest.id;
        for row in &rows {
            swept += u64::from(delete(backend, row).await?);
        }
    }
}

async fn objects(backend: &Backend, before: Millis) -> Result<u64> {
    let mut objects = backend.files.list();
    let mut swept = 0;
    while let Some(object) = objects.next().await {
        let object =
            object.map_err(|reason| Error::Inconsistent(format!("listing the attachments: {reason}")))?;
        if object.last_modified.timestamp_millis() >= before.0 {
            continue;
        }
        let key = object.location.as_ref();
        let rows = file::Entity::find().filter(file::Column::ObjectKey.eq(key));
        if rows.count(&backend.db).await? == 0 {
            backend.files.delete(key).await?;
            swept += 1;
        }
    }
    Ok(swept)
}

/// Deletes what a process left behind when it ended during an upload: `NAME#NUMBER`, which the
/// store does not list.
fn unfinished(folder: &std::path::Path, before: SystemTime) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            unfinished(&entry.path(), before)?;
        } else if entry.file_name().to_string_lossy().contains('#') && entry.metadata()?.modified()? < before
        {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
