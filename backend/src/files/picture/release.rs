use domain::files::{NewPicture, OwnerKind};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::row::{adopt_picture, of_owner};
use crate::{
    Result,
    entities::picture,
    files::{owner::Owner, owners::Form, release::RELEASED},
};

/// Gives an owner the picture that its form shows, if any, in place of the one that it has. Returns
/// whether it has another picture now. Call it in the transaction that saves.
///
/// # Errors
/// [`Error::Conflict`](crate::Error::Conflict) when the picture no longer exists.
pub(crate) async fn give_picture(
    db: &impl ConnectionTrait,
    form: Form<'_>,
    owner: Owner,
    shown: Option<&NewPicture>,
) -> Result<bool> {
    let present = picture::Entity::find().filter(of_owner(owner)).one(db).await?;
    let had_one = present.is_some();
    let Some(NewPicture { token, alternative }) = shown else {
        release_picture(db, owner).await?;
        return Ok(had_one);
    };
    if present.is_some_and(|present| present.token == *token) {
        picture::Entity::update_many()
            .col_expr(picture::Column::Alternative, alternative.clone().into())
            .filter(of_owner(owner))
            .exec(db)
            .await?;
        return Ok(false);
    }
    release_picture(db, owner).await?;
    adopt_picture(db, form, owner, token, alternative.as_deref()).await?;
    Ok(true)
}

/// Takes the picture away from its owner. It waits in no form that anybody opens, and is swept like
/// one that was never sent.
pub(crate) async fn release_picture(db: &impl ConnectionTrait, owner: Owner) -> Result<()> {
    picture::Entity::update_many()
        .col_expr(picture::Column::OwnerKind, OwnerKind::Form.into())
        .col_expr(picture::Column::OwnerId, Expr::col(picture::Column::UploaderId))
        .col_expr(picture::Column::FormKey, RELEASED.into())
        .filter(of_owner(owner).add(picture::Column::OwnerKind.ne(OwnerKind::Form)))
        .exec(db)
        .await?;
    Ok(())
}
