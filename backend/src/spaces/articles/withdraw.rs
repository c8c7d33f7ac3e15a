use domain::{
    ArticleId, Conflict, SpaceId, audit::Action, messages::Notice, spaces::ArticleState, time::Millis,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, IntoActiveModel};

use super::{
    load::{Loaded, load},
    tell::{letter, named},
};
use crate::{
    Backend, Error, Result,
    access::{self, Caller},
    audit::{self, Entry},
    database::lock,
    delivery,
    entities::article,
    files::{self, forms_of},
    queue::Kind,
    revision::{self, Scope},
    transaction,
};

/// *Retirer*: nobody reads it any more; its page says that it was withdrawn to those who could read
/// it. Its author is told when it was somebody else.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Forbidden`] unless the caller wrote it or moderates the space;
/// [`Error::Conflict`] when it was withdrawn already.
pub async fn withdraw_article(
    backend: &Backend,
    caller: &Caller,
    space: SpaceId,
    id: ArticleId,
) -> Result<()> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        let caller = Caller::load(tx, caller.person).await?;
        let loaded = load(tx, &caller, space, id).await?;
        if matches!(loaded.state, ArticleState::Withdrawn { .. }) {
            return Err(Error::Conflict(Conflict::ArticleWithdrawn));
        }
        loaded.authorize_withdrawing(&caller)?;
        let (school, title) = (loaded.space.school, loaded.row.title.clone());
        tell_author(tx, &caller, &loaded, now).await?;
        let mut row = loaded.row.into_active_model();
        row.withdrawn_at = Set(Some(now));
        row.withdrawn_by = Set(Some(caller.person));
        row.update(tx).await?;
        revision::touch(tx, revision::BOARD, [Scope::School(school)]).await?;
        let entry = Entry::by(&caller, Action::ArticleWithdrawn, title).with("article", id.to_string());
        audit::append(tx, now, entry).await
    })?;
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
}

/// Nobody withdraws what somebody else wrote without their knowing.
async fn tell_author(tx: &DatabaseTransaction, by: &Caller, loaded: &Loaded, now: Millis) -> Result<()> {
    let (id, author) = (loaded.row.id, loaded.row.author_id);
    if author == by.person || access::author(tx, author).await?.is_none() {
        return Ok(());
    }
    let space = named(tx, &loaded.space).await?;
    let source = space.school.clone();
    let (title, by) = (loaded.row.title.clone(), access::name_apart(tx, by.person).await?);
    let notice = Notice::ArticleWithdrawn { title, by, space, article: id };
    let letter = letter(now, format!("article-withdrawn-{id}"), source, notice);
    delivery::post(tx, now, letter, &[author]).await?;
    Ok(())
}

/// *Supprimer le brouillon*: a draft of the caller, with its files.
///
/// # Errors
/// [`Error::NotFound`] for anything but the caller's own draft.
pub async fn discard_article(
    backend: &Backend,
    caller: &Caller,
    space: SpaceId,
    id: ArticleId,
) -> Result<()> {
    transaction!(&backend.db, |tx| {
        lock(tx, &forms_of(caller.person)).await?;
        let loaded = load(tx, caller, space, id).await?;
        if loaded.state != ArticleState::Draft {
            return Err(Error::NotFound);
        }
        let tokens: Vec<String> = files::of(tx, id).await?.into_iter().map(|file| file.token).collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        files::release(tx, id, &tokens).await?;
        files::release_picture(tx, id.into()).await?;
        article::Entity::delete_by_id(id).exec(tx).await?;
        Ok(())
    })
}
