use domain::{
    MessageId,
    messages::{DELETED_DAYS, Folder},
    time::{DAY_MS, Millis},
};
use sea_orm::{ColumnTrait, Condition};

use super::visible::{change, holds, load, update};
use crate::{Backend, Error, Result, access::Caller, database::alone, entities::delivery};

/// archiver: moves a message from the inbox to the archive. Doing it twice changes nothing.
pub async fn archive(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    put(backend, caller, id, Folder::Archive).await
}

/// Moves a message back into the inbox. Doing it twice changes nothing.
pub async fn unarchive(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    put(backend, caller, id, Folder::Inbox).await
}

/// supprimer: the caller sees the message only under *Supprimés*, for some days, and can take it back
/// as long. It still counts as delivered.
pub async fn delete(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    put(backend, caller, id, Folder::Deleted).await
}

/// Whether the message is among those that the caller deleted and can still take back.
pub async fn is_deleted(backend: &Backend, caller: &Caller, id: MessageId) -> Result<bool> {
    holds(&backend.db, caller.person, id, can_come_back(backend)).await
}

fn can_come_back(backend: &Backend) -> Condition {
    Condition::all()
        .add(delivery::Column::Folder.eq(Folder::Deleted))
        .add(delivery::Column::DeletedAt.gt(deleted_since(backend.clock.now())))
}

/// Puts a deleted message back: into the inbox, or the archive. Doing it twice changes nothing.
///
/// # Errors
/// [`Error::NotFound`] when the message is not the caller's, or was deleted too long ago.
pub async fn restore(backend: &Backend, caller: &Caller, id: MessageId, folder: Folder) -> Result<()> {
    let db = &backend.db;
    let set =
        [(delivery::Column::Folder, folder.into()), (delivery::Column::DeletedAt, None::<Millis>.into())];
    if alone(db, change(db, caller.person, id, set, can_come_back(backend))).await? {
        return Ok(());
    }
    load(db, caller.person, id).await.map(|_| ())
}

/// What was deleted later can still be taken back.
pub(super) fn deleted_since(now: Millis) -> Millis {
    now.plus(-DELETED_DAYS * DAY_MS)
}

async fn put(backend: &Backend, caller: &Caller, id: MessageId, folder: Folder) -> Result<()> {
    let deleted_at = (folder == Folder::Deleted).then(|| backend.clock.now());
    let set = [(delivery::Column::Folder, folder.into()), (delivery::Column::DeletedAt, deleted_at.into())];
    if alone(&backend.db, update(&backend.db, caller.person, id, set, Condition::all())).await? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}
