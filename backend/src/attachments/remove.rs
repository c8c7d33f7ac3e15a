use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter};

use crate::{Backend, Error, Result, access::Caller, entities::attachment};

/// Takes a file out of the caller's form, and tells that form's key.
///
/// # Errors
/// [`Error::NotFound`] when it is in no form, or in somebody else's.
pub async fn remove(backend: &Backend, caller: &Caller, token: &str) -> Result<String> {
    let row = attachment::Entity::find()
        .filter(attachment::Column::Token.eq(token))
        .filter(attachment::Column::OwnerId.eq(caller.person))
        .filter(attachment::Column::MessageId.is_null())
        .one(&backend.db)
        .await?;
    let row = row.ok_or(Error::NotFound)?;
    if delete(backend, &row).await? { Ok(row.form_key) } else { Err(Error::NotFound) }
}

/// Deletes the row of a file that is still in a form, and the content with the last row that shares
/// it. `false` when it was deployed or deleted meanwhile.
pub(super) async fn delete(backend: &Backend, row: &attachment::Model) -> Result<bool> {
    let deleted = attachment::Entity::delete_many()
        .filter(attachment::Column::Id.eq(row.id))
        .filter(attachment::Column::MessageId.is_null())
        .exec(&backend.db)
        .await?;
    // Only the files of a message are copied, so nobody takes up again what is left to no row.
    let left = attachment::Entity::find().filter(attachment::Column::ObjectKey.eq(&row.object_key));
    if deleted.rows_affected > 0 && left.count(&backend.db).await? == 0 {
        backend.files.forget(&row.object_key).await;
    }
    Ok(deleted.rows_affected > 0)
}
