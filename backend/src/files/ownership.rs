//! Whose store it is. A database has a random identity; its store carries a mark with it. Only a
//! marked store is written to and swept, so that a wrong setting never deletes what belongs to
//! another database, or to something else.

use futures::StreamExt as _;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QuerySelect};

use super::{
    key::{is_folder, is_key},
    store::{Files, MARK, NotOurs, away},
};
use crate::{Backend, Error, Result, entities::file, settings};

/// Keys that are looked for in one query.
pub(super) const BATCH: usize = 200;
/// Names that a file system itself puts into a new volume.
pub(super) const OF_FILE_SYSTEM: &str = "lost+found";

/// Makes sure that the store belongs to this database, and marks it if it is new: empty, or filled
/// before stores were marked with objects that this database knows, and nothing else.
///
/// # Errors
/// [`NotOurs`]; then nothing in the store has been changed.
pub async fn claim(backend: &Backend) -> Result<(), NotOurs> {
    let files = &backend.files;
    let identity = settings::identity(&backend.db).await.map_err(unreachable)?;
    if files.is_claimed_as(&identity) {
        return Ok(());
    }
    if let Some(mark) = files.mark().await? {
        return same(files, &identity, &mark);
    }
    if let Err(reason) = only_ours(backend).await {
        // Other requests may have marked it meanwhile, and stored files whose rows are not written yet.
        return match files.mark().await? {
            Some(mark) => same(files, &identity, &mark),
            None => Err(reason),
        };
    }
    let of_database = file::Entity::find().count(&backend.db).await.map_err(unreachable)?;
    tracing::info!(store = files.place(), of_database, "the store of attachments is marked as ours");
    files.set_mark(&identity).await?;
    // Another database may have marked it at the same time.
    let mark = files.mark().await?.unwrap_or_default();
    same(files, &identity, &mark)
}

/// Refuses a new, empty store for a database that has attachments: behind a mistyped setting they would
/// all seem lost. Called when a process starts.
///
/// # Errors
/// [`NotOurs`]; then nothing in the store has been changed.
pub async fn has_not_lost_all(backend: &Backend) -> Result<(), NotOurs> {
    let files = &backend.files;
    let with_content = file::Entity::find().filter(file::Column::ObjectKey.ne(""));
    let of_database = with_content.count(&backend.db).await.map_err(unreachable)?;
    if of_database == 0 || files.mark().await?.is_some() || files.list().await?.next().await.is_some() {
        return Ok(());
    }
    let identity = settings::identity(&backend.db).await.map_err(unreachable)?;
    Err(NotOurs::Foreign(format!(
        "attachments_url: {} is empty, and the database has {of_database} attachments. Name their store, or \
         restore it; if they are lost for good, write {identity} into the object {MARK} there",
        files.place()
    )))
}

/// Before writing and deleting single objects: the store is known to be ours.
///
/// # Errors
/// [`Error::StoreUnavailable`] when it is not; the log says why.
pub(super) async fn ours(backend: &Backend) -> Result<()> {
    match claim(backend).await {
        Ok(()) => Ok(()),
        Err(NotOurs::Unreachable(reason) | NotOurs::Foreign(reason)) => Err(away(&reason, MARK)),
    }
}

/// Before a sweep: reads the mark again, because a volume may have been exchanged meanwhile.
///
/// # Errors
/// [`Error::Inconsistent`] with the sentence for the operator.
pub(super) async fn still_ours(backend: &Backend) -> Result<()> {
    let refused = |reason| match reason {
        NotOurs::Unreachable(reason) | NotOurs::Foreign(reason) => Error::Inconsistent(reason),
    };
    claim(backend).await.map_err(refused)?;
    let identity = settings::identity(&backend.db).await?;
    match backend.files.mark().await.map_err(refused)? {
        Some(mark) => same(&backend.files, &identity, &mark).map_err(refused),
        None => Err(refused(foreign(&backend.files, &format!("has lost its mark {MARK}")))),
    }
}

fn same(files: &Files, identity: &str, mark: &str) -> Result<(), NotOurs> {
    if mark == identity {
        files.note_claim(identity);
        return Ok(());
    }
    Err(foreign(files, &format!("belongs to another database, as its mark {MARK} says")))
}

/// A store without a mark holds nothing but objects that this database knows.
async fn only_ours(backend: &Backend) -> Result<(), NotOurs> {
    let files = &backend.files;
    for name in files.top_level().await? {
        // A folder holds the mark under such a name while another request writes it.
        let is_mark = name.strip_prefix(MARK).is_some_and(|rest| rest.starts_with('#'));
        if !is_folder(&name) && name != OF_FILE_SYSTEM && !is_mark {
            return Err(foreign(files, &format!("has no mark of this database and holds {name:?}")));
        }
    }
    let mut objects = files.list().await?.chunks(BATCH);
    while let Some(chunk) = objects.next().await {
        let keys = chunk.into_iter().map(|object| object.map(|object| object.location.to_string()));
        let keys: Vec<String> = keys.collect::<Result<_, _>>().map_err(unreachable)?;
        let known = known(backend, &keys).await.map_err(unreachable)?;
        if let Some(strange) = keys.iter().find(|key| !is_key(key) || !known.contains(key)) {
            let what = format!("has no mark of this database and holds {strange:?}, which it does not know");
            return Err(foreign(files, &what));
        }
    }
    Ok(())
}

/// Those of these objects that a file refers to.
pub(super) async fn known(backend: &Backend, keys: &[String]) -> Result<Vec<String>> {
    let found = file::Entity::find()
        .select_only()
        .column(file::Column::ObjectKey)
        .distinct()
        .filter(file::Column::ObjectKey.is_in(keys))
        .into_tuple()
        .all(&backend.db)
        .await?;
    Ok(found)
}

fn foreign(files: &Files, what: &str) -> NotOurs {
    NotOurs::Foreign(format!(
        "attachments_url: {} {what}; nothing in it was changed. Name the store of this database, an empty \
         folder, or a bucket with a prefix of its own",
        files.place()
    ))
}

fn unreachable(reason: impl std::fmt::Display) -> NotOurs {
    NotOurs::Unreachable(reason.to_string())
}
