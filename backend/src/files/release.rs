use domain::{FileId, files::OwnerKind};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::owner::Owner;
use crate::{Result, entities::file};

/// The form key of files that were removed from what they belonged to.
pub(super) const RELEASED: &str = "retires";

/// Takes files away from their owner. They wait in no form that anybody opens, and are swept like
/// files that were never sent. Call it in the transaction that removes them.
pub(crate) async fn release(
    db: &impl ConnectionTrait,
    owner: impl Into<Owner>,
    tokens: &[&str],
) -> Result<()> {
    file::Entity::update_many()
        .col_expr(file::Column::OwnerKind, OwnerKind::Form.into())
        .col_expr(file::Column::OwnerId, Expr::col(file::Column::UploaderId))
        .col_expr(file::Column::FormKey, RELEASED.into())
        .filter(owner.into().files())
        .filter(file::Column::Token.is_in(tokens.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes these files away from their owners. As [`release`]. Returns how many.
pub(crate) async fn release_these(db: &impl ConnectionTrait, files: &[FileId]) -> Result<u64> {
    let released = file::Entity::update_many()
        .col_expr(file::Column::OwnerKind, OwnerKind::Form.into())
        .col_expr(file::Column::OwnerId, Expr::col(file::Column::UploaderId))
        .col_expr(file::Column::FormKey, RELEASED.into())
        .filter(file::Column::Id.is_in(files.iter().copied()))
        .exec(db)
        .await?;
    Ok(released.rows_affected)
}

/// Takes every file away from an owner that is deleted. As [`release`].
pub(crate) async fn release_all(db: &impl ConnectionTrait, owner: impl Into<Owner>) -> Result<()> {
    file::Entity::update_many()
        .col_expr(file::Column::OwnerKind, OwnerKind::Form.into())
        .col_expr(file::Column::OwnerId, Expr::col(file::Column::UploaderId))
        .col_expr(file::Column::FormKey, RELEASED.into())
        .filter(owner.into().files())
        .exec(db)
        .await?;
    Ok(())
}
