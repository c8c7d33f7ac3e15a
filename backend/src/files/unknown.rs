//! Objects in the store that no file refers to: left by a process that ended during an upload, or
//! by a failed deletion. That a file is missing proves little, so they are only noted at first.

use std::collections::BTreeSet;

use domain::time::Millis;
use futures::StreamExt as _;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict};

use super::{
    key::is_key,
    ownership::{BATCH, known},
};
use crate::{
    Backend, Error, Required, Result,
    entities::{file, unknown_object},
    settings, transaction,
};

/// How long an object stays after it was found to be unknown.
const QUARANTINE_MS: i64 = 30 * 24 * 60 * 60 * 1_000;
/// This many objects may always be unknown …
const FEW: usize = 20;
/// … and otherwise one in this many. More of them mean that this is not the right database.
const ONE_OF: usize = 10;

/// Notes the objects that no file refers to and that are older than `before`; deletes those that
/// have been unknown for a month. Returns how many were deleted. A database without any file
/// deletes nothing.
///
/// # Errors
/// [`Error::Inconsistent`] when too many are unknown; then nothing is noted or deleted.
pub(super) async fn sweep(backend: &Backend, before: Millis) -> Result<u64> {
    // The note of a removal is a row without content.
    let any = file::Entity::find().filter(file::Column::ObjectKey.ne("")).limit(1);
    if any.one(&backend.db).await?.is_none() {
        return Ok(0);
    }
    let (total, unknown) = look(backend, before).await?;
    if unknown.len() > FEW && unknown.len().saturating_mul(ONE_OF) > total {
        return Err(Error::Inconsistent(format!(
            "{}: {} of {total} attachments are unknown to this database; none of them is deleted. Is this \
             the database of this store?",
            backend.files.place(),
            unknown.len()
        )));
    }
    note(backend, &unknown).await?;
    delete_due(backend).await
}

/// How many objects there are, and which of them are unknown and older than `before`.
async fn look(backend: &Backend, before: Millis) -> Result<(usize, BTreeSet<String>)> {
    let stored = backend.files.list().await.map_err(|_| Error::StoreUnavailable)?;
    let (mut total, mut unknown, mut objects) = (0, BTreeSet::new(), stored.chunks(BATCH));
    while let Some(chunk) = objects.next().await {
        let mut old = Vec::new();
        for object in chunk {
            let object = object.required("listing the attachments")?;
            let key = object.location.to_string();
            if !is_key(&key) {
                continue;
            }
            total += 1;
            if object.last_modified.timestamp_millis() < before.0 {
                old.push(key);
            }
        }
        let known = known(backend, &old).await?;
        unknown.extend(old.into_iter().filter(|key| !known.contains(key)));
    }
    Ok((total, unknown))
}

/// Notes what is unknown now, and forgets what is known again or gone.
async fn note(backend: &Backend, unknown: &BTreeSet<String>) -> Result<()> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        for row in unknown_object::Entity::find().all(tx).await? {
            if !unknown.contains(&row.object_key) {
                unknown_object::Entity::delete_by_id(row.object_key).exec(tx).await?;
            }
        }
        for key in unknown {
            let row = unknown_object::ActiveModel { object_key: Set(key.clone()), seen_at: Set(now) };
            unknown_object::Entity::insert(row)
                .on_conflict(OnConflict::column(unknown_object::Column::ObjectKey).do_nothing().to_owned())
                .exec_without_returning(tx)
                .await?;
        }
        Ok(())
    })
}

async fn delete_due(backend: &Backend) -> Result<u64> {
    let limit = backend.clock.now().plus(-QUARANTINE_MS);
    if settings::backup_runs(&backend.db, backend.clock.now()).await? {
        return Ok(0);
    }
    let due = unknown_object::Entity::find().filter(unknown_object::Column::SeenAt.lte(limit));
    let mut deleted = 0;
    for row in due.all(&backend.db).await? {
        let key = row.object_key;
        // A file may refer to it again since it was listed.
        if known(backend, std::slice::from_ref(&key)).await?.is_empty() {
            backend.files.delete(&key).await?;
            tracing::info!(key, "an attachment that was unknown for a month is deleted");
            deleted += 1;
        }
        unknown_object::Entity::delete_by_id(key).exec(&backend.db).await?;
    }
    Ok(deleted)
}
