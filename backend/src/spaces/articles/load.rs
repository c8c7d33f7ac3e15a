use domain::{
    ArticleId, SpaceId,
    spaces::{ArticleFacts, ArticleState},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QuerySelect, sea_query::LockType};

use crate::{
    Error, Result,
    access::{Caller, Space, space},
    entities::article,
};

/// An article that the caller may see.
pub(super) struct Loaded {
    pub row: article::Model,
    pub space: Space,
    pub state: ArticleState,
    own: bool,
}

/// What is stored about the life of an article.
pub(super) const fn facts(row: &article::Model) -> ArticleFacts {
    ArticleFacts {
        publish_at: row.publish_at,
        published_at: row.published_at,
        refused_at: row.refused_at,
        withdrawn_at: row.withdrawn_at,
    }
}

/// Loads an article of a space. Readers see what is published, and that something was withdrawn
/// after they could read it; moderators also what is scheduled; a draft is its author's.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    caller: &Caller,
    in_space: SpaceId,
    id: ArticleId,
) -> Result<Loaded> {
    let row = article::Entity::find_by_id(id).one(db).await?.filter(|row| row.space_id == in_space);
    let row = row.ok_or(Error::NotFound)?;
    let space = space(db, caller, in_space).await?;
    let loaded = Loaded { state: facts(&row).state(), own: row.author_id == caller.person, row, space };
    if loaded.is_seen_by(caller) { Ok(loaded) } else { Err(Error::NotFound) }
}

/// Keeps an article as it is until the transaction ends, so that its publication, a change of it and its
/// withdrawal come one after the other. Call it before the article is read.
pub(super) async fn hold(tx: &DatabaseTransaction, id: ArticleId) -> Result<()> {
    article::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(tx).await?;
    Ok(())
}

impl Loaded {
    fn is_seen_by(&self, caller: &Caller) -> bool {
        let writes = || self.own && self.space.may_write(caller);
        match self.state {
            // What was withdrawn before it was published was never read.
            ArticleState::Withdrawn { .. } if self.row.published_at.is_none() => {
                writes() || self.space.may_moderate(caller)
            }
            ArticleState::Published { .. } | ArticleState::Withdrawn { .. } => true,
            ArticleState::Draft => self.own,
            ArticleState::Scheduled { .. } | ArticleState::Refused { .. } => {
                self.own || self.space.may_moderate(caller)
            }
        }
    }

    /// Its author as long as they may write there, and sender administrators of the school; nobody
    /// edits another person's draft, or what was withdrawn.
    pub fn may_edit(&self, caller: &Caller) -> bool {
        match self.state {
            ArticleState::Withdrawn { .. } => false,
            ArticleState::Draft => self.own && self.space.may_write(caller),
            _ => (self.own && self.space.may_write(caller)) || self.space.may_administer(caller),
        }
    }

    /// Its author, and moderators. A draft is discarded instead.
    pub fn may_withdraw(&self, caller: &Caller) -> bool {
        match self.state {
            ArticleState::Withdrawn { .. } | ArticleState::Draft => false,
            _ => (self.own && self.space.may_write(caller)) || self.space.may_moderate(caller),
        }
    }

    /// # Errors
    /// [`Error::Forbidden`]; [`Error::Conflict`] when it was withdrawn.
    pub fn authorize_editing(&self, caller: &Caller) -> Result<()> {
        if self.may_edit(caller) {
            return Ok(());
        }
        if matches!(self.state, ArticleState::Withdrawn { .. }) {
            return Err(Error::Conflict(domain::Conflict::ArticleWithdrawn));
        }
        Err(self.space.refusal(caller))
    }

    /// # Errors
    /// [`Error::Forbidden`].
    pub fn authorize_withdrawing(&self, caller: &Caller) -> Result<()> {
        if self.may_withdraw(caller) { Ok(()) } else { self.space.authorize_moderating(caller) }
    }
}
