use std::collections::BTreeSet;

use domain::SpaceId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};

use crate::{
    Backend, Error, Result,
    access::{Caller, Space, space},
    entities::subscription,
    revision::{self, Scope},
    transaction,
};

/// *S'abonner*, *Se désabonner*: whether the caller is told of what is published in a space.
///
/// # Errors
/// [`Error::NotFound`] unless they are one of its readers.
pub async fn subscribe(backend: &Backend, caller: &Caller, id: SpaceId, subscribed: bool) -> Result<()> {
    let space = space(&backend.db, caller, id).await?;
    if !space.is_for(caller) {
        return Err(Error::NotFound);
    }
    let row = subscription::ActiveModel {
        space_id: Set(id),
        person_id: Set(caller.person),
        subscribed: Set(subscribed),
    };
    let key = [subscription::Column::SpaceId, subscription::Column::PersonId];
    let changed = OnConflict::columns(key).update_column(subscription::Column::Subscribed).to_owned();
    transaction!(&backend.db, |tx| {
        let kept = subscription::Entity::insert(row.clone()).on_conflict(changed.clone());
        kept.exec_without_returning(tx).await?;
        // The page of the space may be open elsewhere, too.
        revision::touch(tx, revision::BOARD, [Scope::Person(caller.person)]).await
    })?;
    backend.refresh().await
}

/// Of these spaces, those to which the caller is subscribed.
pub(super) async fn subscribed(
    db: &impl ConnectionTrait,
    caller: &Caller,
    spaces: &[Space],
) -> Result<BTreeSet<SpaceId>> {
    let chosen = subscription::Entity::find()
        .filter(subscription::Column::PersonId.eq(caller.person))
        .filter(subscription::Column::SpaceId.is_in(spaces.iter().map(|space| space.id)))
        .all(db)
        .await?;
    let is_subscribed = |space: &&Space| {
        let choice = chosen.iter().find(|row| row.space_id == space.id).map(|row| row.subscribed);
        space.is_for(caller) && choice.unwrap_or(space.kind.subscribes_by_itself())
    };
    Ok(spaces.iter().filter(is_subscribed).map(|space| space.id).collect())
}
