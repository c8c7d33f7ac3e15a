use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::row::of_owner;
use crate::{
    Backend, Error, Result,
    access::Caller,
    database::lock,
    entities::{file, picture},
    files::{owner::Owner, owners::forms_of, remove::forget_unshared},
    transaction,
};

/// Removes a picture from the caller's form, and returns that form's key.
///
/// # Errors
/// [`Error::NotFound`] when it is in no form, or in another person's form.
pub async fn remove_picture(backend: &Backend, caller: &Caller, token: &str) -> Result<String> {
    let (key, gone) = transaction!(&backend.db, |tx| {
        lock(tx, &forms_of(caller.person)).await?;
        let mine = of_owner(caller.person.into()).add(picture::Column::Token.eq(token));
        let row = picture::Entity::find().filter(mine).one(tx).await?.ok_or(Error::NotFound)?;
        let gone = delete(tx, &row).await?;
        Ok((row.form_key, gone))
    })?;
    forget(backend, &gone).await?;
    Ok(key)
}

/// Deletes the rows of a picture that is still in a form, and returns the keys of its content.
pub(super) async fn delete(tx: &DatabaseTransaction, row: &picture::Model) -> Result<Vec<String>> {
    let sizes = Owner::of_picture(row.id).files();
    let rows = file::Entity::find().filter(sizes.clone()).all(tx).await?;
    file::Entity::delete_many().filter(sizes).exec(tx).await?;
    picture::Entity::delete_by_id(row.id).exec(tx).await?;
    Ok(rows.into_iter().map(|row| row.object_key).collect())
}

/// Deletes content whose rows are gone, unless a copy shares it.
pub(super) async fn forget(backend: &Backend, keys: &[String]) -> Result<()> {
    for key in keys {
        forget_unshared(backend, key).await?;
    }
    Ok(())
}
