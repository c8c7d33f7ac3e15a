use domain::{MessageId, messages::Folder};
use sea_orm::Condition;

use super::visible::update;
use crate::{Backend, Error, Result, access::Caller, database::alone, entities::delivery};

/// archiver: moves a message from the inbox to the archive. Doing it twice changes nothing.
pub async fn archive(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    put(backend, caller, id, Folder::Archive).await
}

/// Moves a message back into the inbox. Doing it twice changes nothing.
pub async fn unarchive(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    put(backend, caller, id, Folder::Inbox).await
}

/// supprimer: the caller no longer sees the message, and nobody can restore it. It still counts as
/// delivered.
pub async fn delete(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    put(backend, caller, id, Folder::Deleted).await
}

async fn put(backend: &Backend, caller: &Caller, id: MessageId, folder: Folder) -> Result<()> {
    let set = (delivery::Column::Folder, folder.into());
    if alone(&backend.db, update(&backend.db, caller.person, id, set, Condition::all())).await? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}
