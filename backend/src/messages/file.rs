use domain::{
    MessageId,
    messages::{DELETED_DAYS, Folder},
    time::Millis,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait as _};

use super::visible::{change, load, update};
use crate::{
    Backend, Error, Result,
    access::{Caller, arrived},
    database::alone,
    entities::delivery,
    ground::sql::Sql,
};

const DAY_MS: i64 = 24 * 60 * 60_000;

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

/// Puts a deleted message back into the inbox. Doing it twice changes nothing.
///
/// # Errors
/// [`Error::NotFound`] when the message is not the caller's, or was deleted too long ago.
pub async fn restore(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    let db = &backend.db;
    let set = [
        (delivery::Column::Folder, Folder::Inbox.into()),
        (delivery::Column::DeletedAt, None::<Millis>.into()),
    ];
    if alone(db, change(db, caller.person, id, set, deleted(backend.clock.now()))).await? {
        return Ok(());
    }
    load(db, caller.person, id).await.map(|_| ())
}

/// Whether the caller deleted the message and can still take it back.
pub async fn is_deleted(backend: &Backend, caller: &Caller, id: MessageId) -> Result<bool> {
    let db = &backend.db;
    let own = Condition::all()
        .add(delivery::Column::MessageId.eq(id))
        .add(delivery::Column::PersonId.eq(caller.person))
        .add(deleted(backend.clock.now()))
        .add(arrived());
    let sql =
        Sql::new("SELECT message.id FROM delivery JOIN message ON message.id = delivery.message_id WHERE ");
    Ok(db.query_one_raw(sql.condition(own).on(db)).await?.is_some())
}

/// Condition on a delivery: deleted, and still to be taken back.
fn deleted(now: Millis) -> Condition {
    Condition::all()
        .add(delivery::Column::Folder.eq(Folder::Deleted))
        .add(delivery::Column::DeletedAt.gt(deleted_since(now)))
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
