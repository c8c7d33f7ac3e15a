//! Settings of the whole portal that administrators change on its pages.

use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::Result;
use crate::entities::setting;

const SECOND_FACTOR: &str = "second_factor_demanded";

/// Whether an administrator requires a second factor from every sender.
pub(crate) async fn second_factor_demanded(db: &impl ConnectionTrait) -> Result<bool> {
    Ok(setting::Entity::find_by_id(SECOND_FACTOR)
        .one(db)
        .await?
        .is_some_and(|row| row.value.as_deref() == Some("1")))
}

/// Requires a second factor from every sender, or stops requiring it.
pub(crate) async fn demand_second_factor(db: &impl ConnectionTrait, demand: bool) -> Result<()> {
    let value = demand.then(|| "1".to_owned());
    let row = setting::ActiveModel { name: Set(SECOND_FACTOR.to_owned()), value: Set(value) };
    setting::Entity::insert(row)
        .on_conflict(
            OnConflict::column(setting::Column::Name).update_column(setting::Column::Value).to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(())
}
