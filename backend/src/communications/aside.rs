use domain::{DraftId, communications::CommunicationInput};
use sea_orm::ConnectionTrait;

use super::{
    drafts::{remove, store, stored_form},
    earlier::made_by,
};
use crate::{
    Backend, Result,
    access::Caller,
    database::lock,
    files::{self, Form},
    token::digest,
    transaction,
};

/// Keeps a form whose key was deployed with another content: its text becomes a draft under a key of
/// its own, with the files that were left. The new key follows from the old one, so that a page that
/// saves again and again makes one draft.
pub(super) async fn keep_aside(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
) -> Result<DraftId> {
    let json = stored_form(input)?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, &files::forms_of(caller.person)).await?;
        let key = free_key(tx, caller, form_key).await?;
        files::rename(tx, Form { person: caller.person, key: form_key }, &key).await?;
        remove(tx, caller, form_key).await?;
        store(tx, caller, &key, (json.clone(), ""), now).await
    })
}

/// The first key after `form_key` that is not deployed yet.
pub(super) async fn free_key(db: &impl ConnectionTrait, caller: &Caller, form_key: &str) -> Result<String> {
    let mut key = next_key(form_key);
    while made_by(db, caller.person, &key).await?.is_some() {
        key = next_key(&key);
    }
    Ok(key)
}

fn next_key(form_key: &str) -> String {
    digest(form_key.as_bytes()).chars().take(32).collect()
}
