use domain::{MessageId, messages::Folder};
use sea_orm::Condition;

use super::visible::update;
use crate::{Backend, Error, Result, access::Caller, entities::delivery};

/// archiver: out of the inbox, kept. Twice is once.
pub async fn archive(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    put(backend, caller, id, Folder::Archive).await
}

/// Back into the inbox. Twice is once.
pub async fn unarchive(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    put(backend, caller, id, Folder::Inbox).await
}

/// supprimer: the caller sees it no more, and nobody can bring it back; that it was delivered stays
/// counted.
pub async fn delete(backend: &Backend, caller: &Caller, id: MessageId) -> Result<()> {
    put(backend, caller, id, Folder::Deleted).await
}

async fn put(backend: &Backend, caller: &Caller, id: MessageId, folder: Folder) -> Result<()> {
    let set = (delivery::Column::Folder, folder.into());
    if update(&backend.db, caller.person, id, set, Condition::all()).await? {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}
