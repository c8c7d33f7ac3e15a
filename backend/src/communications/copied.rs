//! The files and the picture of a form that begins as a copy of a communication.
//!
//! Opening such a form stores nothing: its key names the original, and the tokens that its copies
//! will have follow from the key. The first use of the form stores the copies.

use domain::{CommunicationId, communications::CommunicationInput, files::AttachmentView};
use sea_orm::ConnectionTrait;

use super::{channels::stored_of, drafts::by_key, row::load};
use crate::{
    Backend, Error, Result,
    access::Caller,
    files::{self, Download, Owner},
    token::{check_form_key, random_hex},
};

const MARK: &str = "-copie-";

/// A new key for a form that gets the files of this communication.
pub(super) fn key_of_copy(original: CommunicationId) -> Result<String> {
    Ok(format!("{}{MARK}{original}", random_hex::<16>()?))
}

fn original_of(form_key: &str) -> Option<CommunicationId> {
    form_key.split_once(MARK)?.1.parse().ok().map(CommunicationId)
}

/// The files of a form that is opened: those that are there, or those that the first use of a copied
/// form will store.
pub(super) async fn files_of(
    db: &impl ConnectionTrait,
    caller: &Caller,
    form_key: &str,
    is_saved: bool,
) -> Result<Vec<AttachmentView>> {
    let there = files::of_form(db, caller.person, form_key).await?;
    if is_saved || !there.is_empty() {
        return Ok(there);
    }
    match owner_of(db, caller, form_key).await? {
        Some(owner) => files::copies_of(db, owner, form_key).await,
        None => Ok(there),
    }
}

/// The token of the picture of such a form, as for its files; empty for none.
pub(super) async fn picture_of(
    db: &impl ConnectionTrait,
    caller: &Caller,
    form_key: &str,
    is_saved: bool,
) -> Result<String> {
    let there = files::picture_of_form(db, caller.person, form_key).await?;
    if is_saved || there.is_some() {
        return Ok(there.unwrap_or_default());
    }
    match owner_of(db, caller, form_key).await? {
        Some(owner) => Ok(files::copied_picture(db, owner, form_key).await?.unwrap_or_default()),
        None => Ok(String::new()),
    }
}

/// Opens the picture of a form: its own, or for a copied form that stored nothing yet that of the original.
///
/// # Errors
/// As [`files::open_picture`].
pub async fn open_picture_of_form(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    token: &str,
    width: u32,
) -> Result<Download> {
    match files::open_picture(backend, caller, token, width).await {
        Err(Error::NotFound) => {}
        opened => return opened,
    }
    match owner_of(&backend.db, caller, form_key).await {
        Ok(Some(owner)) => files::open_copied_picture(backend, owner, form_key, token, width).await,
        Ok(None) | Err(Error::Forbidden(_) | Error::SecondFactorMissing) => Err(Error::NotFound),
        Err(reason) => Err(reason),
    }
}

/// Stores the files of a copied form, unless that was done before. Call it before anything is done
/// with the files of a form.
///
/// # Errors
/// [`Error::NotFound`] for a key that this server cannot have made.
pub async fn begin_copy(backend: &Backend, caller: &Caller, form_key: &str) -> Result<()> {
    begin(backend, caller, form_key, true).await
}

/// As [`begin_copy`], where `input` is the form by now: a picture that it has no more was taken out, and does
/// not come back.
pub(super) async fn begin_copy_as(
    backend: &Backend,
    caller: &Caller,
    form_key: &str,
    input: &CommunicationInput,
) -> Result<()> {
    begin(backend, caller, form_key, !input.news.picture.is_empty()).await
}

async fn begin(backend: &Backend, caller: &Caller, form_key: &str, with_picture: bool) -> Result<()> {
    check_form_key(form_key)?;
    // A form that has a draft was used before, and what it lacks was removed from it.
    if original_of(form_key).is_none() || by_key(&backend.db, caller, form_key).await?.is_some() {
        return Ok(());
    }
    match owner_of(&backend.db, caller, form_key).await {
        Ok(Some(owner)) => files::copy(backend, caller, owner, form_key, with_picture).await,
        // What can no longer be seen is no longer copied; the form says that its files are gone.
        Ok(None) | Err(Error::NotFound | Error::Forbidden(_) | Error::SecondFactorMissing) => Ok(()),
        Err(reason) => Err(reason),
    }
}

/// The owner of the original's files, if the caller may see it.
async fn owner_of(db: &impl ConnectionTrait, caller: &Caller, form_key: &str) -> Result<Option<Owner>> {
    let Some(original) = original_of(form_key) else { return Ok(None) };
    let row = load(db, caller, original).await?;
    Ok(stored_of(db, &row).await?.files())
}
