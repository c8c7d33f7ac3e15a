use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::row::of_owner;
use crate::{
    Backend, Error, Result,
    access::Caller,
    entities::{file, picture},
    files::{copy_token::token_of, download::Download, owner::Owner, owners::may_open},
};

/// Opens a picture for a person who may read its owner now: the smallest size that is at least
/// `width` pixels wide, or the largest.
///
/// # Errors
/// [`Error::NotFound`] for everybody else.
pub async fn open_picture(backend: &Backend, caller: &Caller, token: &str, width: u32) -> Result<Download> {
    let db = &backend.db;
    let row = picture::Entity::find().filter(picture::Column::Token.eq(token)).one(db).await?;
    let row = row.ok_or(Error::NotFound)?;
    let owner = Owner { kind: row.owner_kind, id: row.owner_id };
    if !may_open(db, owner, caller, backend.clock.now()).await? {
        return Err(Error::NotFound);
    }
    of_width(backend, &row, width).await
}

/// The same for the copy that a form will have of an owner's picture: until it is stored, the original is shown. The
/// caller of this function checks whether the original may be seen.
pub(crate) async fn open_copied_picture(
    backend: &Backend,
    original: Owner,
    form_key: &str,
    token: &str,
    width: u32,
) -> Result<Download> {
    let row = picture::Entity::find().filter(of_owner(original)).one(&backend.db).await?;
    let row = row.filter(|row| token_of(form_key, &row.token) == token).ok_or(Error::NotFound)?;
    of_width(backend, &row, width).await
}

async fn of_width(backend: &Backend, row: &picture::Model, width: u32) -> Result<Download> {
    let sizes = file::Entity::find().filter(Owner::of_picture(row.id).files()).all(&backend.db).await?;
    let wide = |size: &file::Model| size.name.parse::<u32>().unwrap_or_default();
    let fits = sizes.iter().filter(|size| wide(size) >= width).min_by_key(|size| wide(size));
    let size = fits.or_else(|| sizes.iter().max_by_key(|size| wide(size))).ok_or(Error::NotFound)?;
    let content = backend.files.get(&size.object_key).await?;
    Ok(Download {
        name: size.name.clone(),
        media_type: size.media_type.clone(),
        bytes: u64::try_from(size.bytes).unwrap_or_default(),
        content,
    })
}
