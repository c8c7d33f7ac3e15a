use domain::{
    messages::{OwnChange, OwnWork},
    time::Millis,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, sea_query::LockType,
};

use crate::{
    Result,
    access::{Caller, Space},
    entities::article,
    spaces::{Own, tell_author},
};

/// Holds back what others have scheduled in a space whose readers the caller changes: they wrote it for
/// other people. They are told, and publish it again if they still want to.
pub(in crate::spaces) async fn hold_scheduled(
    tx: &DatabaseTransaction,
    caller: &Caller,
    space: &Space,
    now: Millis,
) -> Result<()> {
    let scheduled = article::Entity::find()
        .filter(article::Column::SpaceId.eq(space.id))
        .filter(article::Column::AuthorId.ne(caller.person))
        .filter(article::Column::PublishAt.is_not_null())
        .filter(article::Column::PublishedAt.is_null())
        .filter(article::Column::RefusedAt.is_null())
        .filter(article::Column::WithdrawnAt.is_null())
        .order_by_asc(article::Column::Id)
        .lock(LockType::NoKeyUpdate);
    for row in scheduled.all(tx).await? {
        let own = Own { author: row.author_id, work: OwnWork::Article(row.id), title: row.title.clone() };
        let mut held = row.into_active_model();
        held.refused_at = Set(Some(now));
        held.update(tx).await?;
        tell_author(tx, now, caller.person, space, own, OwnChange::Held).await?;
    }
    Ok(())
}
