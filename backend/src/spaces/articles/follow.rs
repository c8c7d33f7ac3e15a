use domain::{ArticleId, time::Millis};
use sea_orm::EntityTrait;

use super::{
    load::{Loaded, load},
    wording::versioned,
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    entities::article,
    revision::{Present, Scope},
    versions,
};

/// What an open page of an article compares.
///
/// # Errors
/// [`Error::NotFound`] for somebody who may not read it.
pub async fn follow_article(backend: &Backend, caller: &Caller, id: ArticleId) -> Result<Present> {
    let db = &backend.db;
    let found = article::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    let loaded = load(db, caller, found.space_id, id).await?;
    let Loaded { row, space, .. } = &loaded;
    let at = |instant: Option<Millis>| instant.map_or(0, |at| at.0);
    let numbers = [
        row.changed_at.0,
        at(row.publish_at),
        at(row.published_at),
        at(row.refused_at),
        at(row.corrected_at),
        at(row.withdrawn_at),
        i64::from(versions::number_of(db, versioned(id)).await?),
    ];
    let around = (&space.name, loaded.may_edit(caller), loaded.may_withdraw(caller));
    Present::of(&numbers, caller.person, [Scope::School(space.school)]).with(&around)
}
