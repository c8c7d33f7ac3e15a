use std::time::{Duration, SystemTime};

use domain::{FileId, time::Millis};
use sea_orm::FromQueryResult;

use super::{
    key,
    owners::{IS_LEFT, WAITS},
    ownership, picture,
    remove::delete,
    unknown, withdrawn,
};
use crate::{Backend, Required, Result, entities::file, ground::sql::sql};

/// How long a file may wait for its form to be sent, and an object for its row.
const KEPT_MS: i64 = 24 * 60 * 60 * 1_000;
/// Rows processed at a time.
const BATCH: u64 = 200;

/// Deletes files that were never sent: more than a day old, in a form that has no draft any more.
/// Then looks after objects in the store that no file refers to ([`unknown`]). Returns how many
/// were deleted in all.
///
/// # Errors
/// [`crate::Error::Inconsistent`] when the store is not marked as this database's: nothing is deleted then.
pub async fn sweep(backend: &Backend) -> Result<u64> {
    let before = backend.clock.now().plus(-KEPT_MS);
    ownership::still_ours(backend).await?;
    let rows = rows(backend, before).await?;
    let pictures = picture::sweep(backend, before).await?;
    withdrawn::forget(backend, before).await?;
    let objects = unknown::sweep(backend, before).await?;
    if let Some(folder) = backend.files.folder().map(std::path::Path::to_owned) {
        let limit =
            SystemTime::UNIX_EPOCH + Duration::from_millis(u64::try_from(before.0).unwrap_or_default());
        let parts = tokio::task::spawn_blocking(move || unfinished(&folder, limit)).await;
        parts
            .required("sweeping the folder of attachments")?
            .required("sweeping the folder of attachments")?;
    }
    Ok(rows + pictures + objects)
}

async fn rows(backend: &Backend, before: Millis) -> Result<u64> {
    let sql = format!(
        "SELECT f.* FROM file f WHERE {WAITS} AND f.created_at < :before AND f.id > :last AND {IS_LEFT} \
         ORDER BY f.id LIMIT {BATCH}"
    );
    let (mut last, mut swept) = (FileId(0), 0);
    loop {
        let found = sql!(&backend.db, sql.as_str(), before, last);
        let rows = file::Model::find_by_statement(found).all(&backend.db).await?;
        let Some(newest) = rows.last() else { return Ok(swept) };
        last = newest.id;
        for row in &rows {
            swept += u64::from(delete(backend, row).await?);
        }
    }
}

/// Deletes what a process left behind when it ended during an upload: `ab/NAME#NUMBER`, which the
/// store does not list.
fn unfinished(store: &std::path::Path, before: SystemTime) -> std::io::Result<()> {
    for folder in std::fs::read_dir(store)? {
        let folder = folder?;
        let name = folder.file_name().to_string_lossy().into_owned();
        if !folder.file_type()?.is_dir() || !key::is_folder(&name) {
            continue;
        }
        for file in std::fs::read_dir(folder.path())? {
            let file = file?;
            let is_rest = key::is_unfinished(&name, &file.file_name().to_string_lossy());
            if is_rest && file.file_type()?.is_file() && file.metadata()?.modified()? < before {
                std::fs::remove_file(file.path())?;
            }
        }
    }
    Ok(())
}
