//! Two people, or two tabs, have the form of the same article open: who saves later does not overwrite
//! what the other one saved.

use std::collections::BTreeSet;

use domain::{
    Conflict,
    files::{NewPicture, OwnerKind},
    spaces::{ArticleInput, NewArticle},
    time::Millis,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use values::columns::Json;

use super::load::Loaded;
use crate::{Error, Result, entities::article, files, rich_text, stored};

/// A mark of what the form shows of a stored article: its text, its files, its picture, and when it is
/// published.
async fn mark_of(db: &impl ConnectionTrait, row: &article::Model) -> Result<String> {
    let draft = row.draft.as_ref().map(Json::text);
    let files = tokens_of(db, row).await?;
    let picture = picture_of(db, row).await?;
    stored::version("article", &(&row.title, &row.html, row.publish_at, row.tells, draft, files, picture))
}

/// The mark in the form of an article, or of a new one, which has none.
pub(super) async fn mark_in_form(db: &impl ConnectionTrait, row: Option<&article::Model>) -> Result<String> {
    match row {
        Some(row) => mark_of(db, row).await,
        None => Ok(String::new()),
    }
}

/// Whether somebody changed the article since the form was opened. A new form shows nothing that is
/// stored, and a page of an older version does not say what it showed.
async fn is_stale(tx: &DatabaseTransaction, old: &article::Model, input: &ArticleInput) -> Result<bool> {
    Ok(!input.shown.is_empty() && input.shown != mark_of(tx, old).await?)
}

/// Call it under the lock of the article. A form that says what is stored already may be sent twice.
///
/// # Errors
/// [`Conflict::SavedMeanwhile`].
pub(super) async fn refuse_stale(
    tx: &DatabaseTransaction,
    old: &Loaded,
    input: &ArticleInput,
    (new, at): (&NewArticle, Millis),
) -> Result<()> {
    let row = &old.row;
    if !is_stale(tx, row, input).await? {
        return Ok(());
    }
    let is_the_same = row.title == new.title.as_str()
        && row.html == rich_text::clean(new.body.as_str()).as_str()
        && holds_the_same(tx, row, input, new.picture.as_ref()).await?
        && (old.state.is_public() || (row.publish_at == Some(at) && row.tells == input.tells));
    if is_the_same { Ok(()) } else { Err(Error::Conflict(Conflict::SavedMeanwhile)) }
}

/// The same for a form that is kept as a draft: `draft` is what would be stored of its text.
///
/// # Errors
/// [`Conflict::SavedMeanwhile`].
pub(super) async fn refuse_stale_draft(
    tx: &DatabaseTransaction,
    old: &Loaded,
    input: &ArticleInput,
    draft: &str,
) -> Result<()> {
    let row = &old.row;
    if !is_stale(tx, row, input).await? {
        return Ok(());
    }
    let is_the_same = row.draft.as_ref().map(Json::text) == Some(draft)
        && holds_the_same(tx, row, input, input.picture.unfinished().as_ref()).await?;
    if is_the_same { Ok(()) } else { Err(Error::Conflict(Conflict::SavedMeanwhile)) }
}

/// Whether the article has the files and the picture that a form shows.
async fn holds_the_same(
    tx: &DatabaseTransaction,
    row: &article::Model,
    input: &ArticleInput,
    picture: Option<&NewPicture>,
) -> Result<bool> {
    let typed =
        picture.map(|picture| (picture.token.clone(), picture.alternative.clone().unwrap_or_default()));
    let files: BTreeSet<String> = input.files.iter().cloned().collect();
    Ok(tokens_of(tx, row).await? == files && picture_of(tx, row).await? == typed)
}

async fn tokens_of(db: &impl ConnectionTrait, row: &article::Model) -> Result<BTreeSet<String>> {
    Ok(files::of(db, row.id).await?.into_iter().map(|file| file.token).collect())
}

/// The picture, and the text that replaces it.
async fn picture_of(db: &impl ConnectionTrait, row: &article::Model) -> Result<Option<(String, String)>> {
    let picture = files::pictures_of(db, OwnerKind::Article, [row.id.0]).await?.into_values().next();
    Ok(picture.map(|picture| (picture.token, picture.alternative)))
}
