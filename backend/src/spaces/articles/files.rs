//! The files and the picture of an article: those that its form shows.

use std::collections::BTreeSet;

use domain::{ArticleId, fields::FieldProblem, files::NewPicture};
use sea_orm::DatabaseTransaction;

use crate::{
    Backend, Error, Result,
    access::Caller,
    files::{self, Form, adopt},
};

/// Gives the article the files and the picture that its form shows: keeps, adopts and releases.
/// Returns whether it has others now.
///
/// # Errors
/// [`Error::Fields`] (`fichiers`) for too many; [`Error::Conflict`] when one is no longer there.
pub(super) async fn keep_shown(
    backend: &Backend,
    tx: &DatabaseTransaction,
    caller: &Caller,
    id: ArticleId,
    form_key: &str,
    (shown, picture): (&[String], Option<&NewPicture>),
) -> Result<bool> {
    let shown: BTreeSet<&str> = shown.iter().map(String::as_str).collect();
    let max = backend.limits.files;
    if shown.len() > max {
        return Err(Error::field("fichiers", FieldProblem::TooManyFiles { max }));
    }
    let before = files::of(tx, id).await?;
    let gone: Vec<&str> =
        before.iter().map(|file| file.token.as_str()).filter(|token| !shown.contains(token)).collect();
    let new: Vec<String> = shown
        .iter()
        .filter(|token| before.iter().all(|file| file.token != **token))
        .map(|token| (*token).to_owned())
        .collect();
    if !gone.is_empty() {
        files::release(tx, id, &gone).await?;
    }
    let form = Form { person: caller.person, key: form_key };
    adopt(tx, form, id.into(), &new).await?;
    let another = files::give_picture(tx, form, id.into(), picture).await?;
    Ok(another || !gone.is_empty() || !new.is_empty())
}
