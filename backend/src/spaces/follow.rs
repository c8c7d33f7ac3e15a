use domain::SpaceId;
use sea_orm::FromQueryResult;

use super::{
    names::{name_and_zone, rights},
    subscribe::subscribed,
};
use crate::{
    Backend, Result,
    access::{Caller, space},
    ground::sql::sql,
    revision::{Present, Scope},
};

/// Of the articles that its reader may find on the page.
#[derive(FromQueryResult)]
struct Articles {
    listed: i64,
    published: i64,
    withdrawn: i64,
    corrected: i64,
    refused: i64,
    last_change: Option<i64>,
    last_correction: Option<i64>,
}

const ARTICLES: &str = "SELECT COUNT(*) AS listed, COUNT(published_at) AS published, \
    COUNT(withdrawn_at) AS withdrawn, COUNT(corrected_at) AS corrected, COUNT(refused_at) AS refused, \
    MAX(changed_at) AS last_change, MAX(corrected_at) AS last_correction FROM article WHERE space_id = :id \
    AND (published_at IS NOT NULL OR author_id = :me OR (:moderates = 1 AND publish_at IS NOT NULL))";

/// What an open page of a space compares.
///
/// # Errors
/// [`NotFound`](crate::Error::NotFound) for somebody who may not read it.
pub async fn follow_space(backend: &Backend, caller: &Caller, id: SpaceId) -> Result<Present> {
    let db = &backend.db;
    let space = space(db, caller, id).await?;
    let (me, moderates) = (caller.person, i32::from(space.may_moderate(caller)));
    let found = Articles::find_by_statement(sql!(db, ARTICLES, id, me, moderates)).one(db).await?;
    let numbers = found.map_or_else(Vec::new, |found| {
        let Articles { listed, published, withdrawn, corrected, refused, last_change, last_correction } =
            found;
        let last = [last_change, last_correction].map(Option::unwrap_or_default);
        [listed, published, withdrawn, corrected, refused].into_iter().chain(last).collect()
    });
    let (name, _) = name_and_zone(db, &space).await?;
    let is_subscribed = !subscribed(db, caller, std::slice::from_ref(&space)).await?.is_empty();
    // What stands above the articles, and who may press what there.
    let head = (name, rights(&space, caller), space.is_for(caller), is_subscribed);
    Present::of(&numbers, me, [Scope::School(space.school), Scope::Person(me)]).with(&head)
}
