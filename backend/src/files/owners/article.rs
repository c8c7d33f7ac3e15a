use domain::{
    ArticleId,
    files::OwnerKind,
    spaces::{ArticleFacts, ArticleState},
};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{
    Error, Result,
    access::{Caller, space},
    entities::article,
    files::owner::Owner,
};

impl From<ArticleId> for Owner {
    fn from(article: ArticleId) -> Self {
        Self { kind: OwnerKind::Article, id: article.0 }
    }
}

/// Those who may read the article: it is published in a space that they read; or, before that, it is
/// their own, or theirs to moderate once it is more than a draft. Nobody once it was withdrawn.
pub async fn may_open(db: &impl ConnectionTrait, owner: Owner, caller: &Caller) -> Result<bool> {
    let row = article::Entity::find_by_id(ArticleId(owner.id)).one(db).await?;
    let Some(row) = row.filter(|row| row.withdrawn_at.is_none()) else { return Ok(false) };
    let facts = ArticleFacts {
        publish_at: row.publish_at,
        published_at: row.published_at,
        refused_at: row.refused_at,
        withdrawn_at: row.withdrawn_at,
    };
    let own = row.author_id == caller.person;
    match space(db, caller, row.space_id).await {
        Ok(space) => Ok(match facts.state() {
            ArticleState::Published { .. } => true,
            ArticleState::Draft => own,
            ArticleState::Scheduled { .. } | ArticleState::Refused { .. } => {
                own || space.may_moderate(caller)
            }
            ArticleState::Withdrawn { .. } => false,
        }),
        Err(Error::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}
