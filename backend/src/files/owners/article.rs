use domain::{ArticleId, files::OwnerKind};
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

/// Those who may read the article: it is published in a space that they read, or it is their own or
/// theirs to moderate. Nobody once it was withdrawn.
pub async fn may_open(db: &impl ConnectionTrait, owner: Owner, caller: &Caller) -> Result<bool> {
    let row = article::Entity::find_by_id(ArticleId(owner.id)).one(db).await?;
    let Some(row) = row.filter(|row| row.withdrawn_at.is_none()) else { return Ok(false) };
    match space(db, caller, row.space_id).await {
        Ok(space) => {
            Ok(row.published_at.is_some() || row.author_id == caller.person || space.may_moderate(caller))
        }
        Err(Error::NotFound) => Ok(false),
        Err(other) => Err(other),
    }
}
