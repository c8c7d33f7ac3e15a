use domain::files::OwnerKind;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait as _, QueryFilter};

use super::{owner::Owner, ownership::ours};
use crate::{Backend, Error, Result, access::Caller, database::alone, entities::file, settings};

/// Removes a file from the caller's form, and returns that form's key.
///
/// # Errors
/// [`Error::NotFound`] when it is in no form, or in another person's form.
pub async fn remove(backend: &Backend, caller: &Caller, token: &str) -> Result<String> {
    let mine = Owner::from(caller.person).files();
    let row = file::Entity::find().filter(file::Column::Token.eq(token)).filter(mine);
    let row = row.one(&backend.db).await?;
    let row = row.ok_or(Error::NotFound)?;
    if delete(backend, &row).await? { Ok(row.form_key) } else { Err(Error::NotFound) }
}

/// Deletes the row of a file that is still in a form, and its content when no other row shares it.
/// `false` when it was deployed or deleted meanwhile.
pub(super) async fn delete(backend: &Backend, row: &file::Model) -> Result<bool> {
    let it = file::Entity::delete_many()
        .filter(file::Column::Id.eq(row.id))
        .filter(file::Column::OwnerKind.eq(OwnerKind::Form));
    let deleted =
        alone(&backend.db, async { Ok(it.exec(&backend.db).await.map(|done| done.rows_affected)?) }).await?;
    if deleted > 0 {
        forget_unshared(backend, &row.object_key).await?;
    }
    Ok(deleted > 0)
}

/// Deletes content whose row was deleted, unless another row shares it. Files that wait in a form
/// are not copied, so content without a row cannot get a new one.
pub(super) async fn forget_unshared(backend: &Backend, object_key: &str) -> Result<()> {
    let left = file::Entity::find().filter(file::Column::ObjectKey.eq(object_key));
    // The content stays if the store is not known to be ours, and while a backup copies it.
    let is_free = left.count(&backend.db).await? == 0
        && !settings::backup_runs(&backend.db, backend.clock.now()).await?
        && ours(backend).await.is_ok();
    if is_free {
        backend.files.forget(object_key).await;
    }
    Ok(())
}
