use domain::{
    ArticleId, Conflict, SpaceId,
    audit::Action,
    messages::{OwnChange, OwnWork},
    spaces::ArticleState,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::load::{hold, load};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    entities::article,
    files::{self, forms_of},
    queue::Kind,
    revision::{self, Scope},
    spaces::{Own, tell_author},
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
        hold(tx, id).await?;
        let loaded = load(tx, &caller, space, id).await?;
        if matches!(loaded.state, ArticleState::Withdrawn { .. }) {
            return Err(Error::Conflict(Conflict::ArticleWithdrawn));
        }
        loaded.authorize_withdrawing(&caller)?;
        let (space, author, title) = (loaded.space, loaded.row.author_id, loaded.row.title.clone());
        let mut row = loaded.row.into_active_model();
        row.withdrawn_at = Set(Some(now));
        row.withdrawn_by = Set(Some(caller.person));
        row.update(tx).await?;
        let own = Own { author, work: OwnWork::Article(id), title: title.clone() };
        tell_author(tx, now, caller.person, &space, own, OwnChange::Withdrawn).await?;
        revision::touch(tx, revision::BOARD, [Scope::School(space.school)]).await?;
        let entry = Entry::by(&caller, Action::ArticleWithdrawn, title).with("article", id.to_string());
        audit::append(tx, now, entry).await
    })?;
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
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
        hold(tx, id).await?;
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
