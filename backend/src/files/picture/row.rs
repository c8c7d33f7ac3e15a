use std::collections::HashMap;

use domain::{
    Conflict, PersonId,
    files::{OwnerKind, PictureView},
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};

use crate::{
    Error, Result,
    entities::{file, picture},
    files::{copy_token::token_of, owner::Owner, owners::Form},
    token::random_hex,
};

pub(super) fn of_owner(owner: Owner) -> Condition {
    Condition::all().add(picture::Column::OwnerKind.eq(owner.kind)).add(picture::Column::OwnerId.eq(owner.id))
}

/// The token of the picture that waits in a form.
pub async fn picture_of_form(
    db: &impl ConnectionTrait,
    person: PersonId,
    form_key: &str,
) -> Result<Option<String>> {
    Ok(picture_in_form(db, person, form_key).await?.map(|picture| picture.token))
}

/// The picture that waits in a form.
pub(crate) async fn picture_in_form(
    db: &impl ConnectionTrait,
    person: PersonId,
    form_key: &str,
) -> Result<Option<PictureView>> {
    let form = Form { person, key: form_key };
    let row =
        picture::Entity::find().filter(form.pictures()).order_by_desc(picture::Column::Id).one(db).await?;
    Ok(row.map(PictureView::from))
}

/// The pictures of these owners of one kind, by the owner's number. The caller of this function
/// checks whether the owner may be read.
pub(crate) async fn pictures_of(
    db: &impl ConnectionTrait,
    kind: OwnerKind,
    owners: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, PictureView>> {
    let owners: Vec<i64> = owners.into_iter().collect();
    if owners.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = picture::Entity::find()
        .filter(picture::Column::OwnerKind.eq(kind))
        .filter(picture::Column::OwnerId.is_in(owners))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.owner_id, row.into())).collect())
}

/// Moves the picture that a form shows to what was made from the form, with the text that replaces
/// it. Call it in the transaction that saves.
///
/// # Errors
/// [`Error::Conflict`] when the picture no longer exists.
pub(crate) async fn adopt_picture(
    db: &impl ConnectionTrait,
    form: Form<'_>,
    owner: Owner,
    token: &str,
    alternative: Option<&str>,
) -> Result<()> {
    // No token has such a character, and PostgreSQL takes none of them.
    if token.contains(char::is_control) {
        return Err(Error::Conflict(Conflict::FilesChanged));
    }
    let given = picture::Entity::update_many()
        .col_expr(picture::Column::OwnerKind, owner.kind.into())
        .col_expr(picture::Column::OwnerId, owner.id.into())
        .col_expr(picture::Column::Alternative, alternative.map(str::to_owned).into())
        .filter(form.pictures())
        .filter(picture::Column::Token.eq(token))
        .exec(db)
        .await?;
    if given.rows_affected == 1 { Ok(()) } else { Err(Error::Conflict(Conflict::FilesChanged)) }
}

/// The token that the copy of an owner's picture will have in a form. Nothing is stored.
pub(crate) async fn copied_picture(
    db: &impl ConnectionTrait,
    original: Owner,
    form_key: &str,
) -> Result<Option<String>> {
    let row = picture::Entity::find().filter(of_owner(original)).one(db).await?;
    Ok(row.map(|row| token_of(form_key, &row.token)))
}

/// Gives a form copies of an owner's picture, unless the form has one; its content is not stored
/// twice.
pub(crate) async fn copy_pictures(tx: &DatabaseTransaction, original: Owner, form: Form<'_>) -> Result<()> {
    if picture::Entity::find().filter(form.pictures()).one(tx).await?.is_some() {
        return Ok(());
    }
    let Some(row) = picture::Entity::find().filter(of_owner(original)).one(tx).await? else { return Ok(()) };
    let sizes = file::Entity::find().filter(Owner::of_picture(row.id).files()).all(tx).await?;
    let mut copy = row.clone().into_active_model();
    copy.id = NotSet;
    copy.token = Set(token_of(form.key, &row.token));
    copy.form_key = Set(form.key.to_owned());
    let owner = Owner::from(form.person);
    (copy.owner_kind, copy.owner_id) = (Set(owner.kind), Set(owner.id));
    (copy.uploader_id, copy.alternative) = (Set(form.person), Set(None));
    let id = picture::Entity::insert(copy).exec(tx).await?.last_insert_id;
    for size in sizes {
        let mut size = size.into_active_model();
        size.id = NotSet;
        size.token = Set(random_hex::<16>()?);
        size.owner_id = Set(id.0);
        file::Entity::insert(size).exec_without_returning(tx).await?;
    }
    Ok(())
}

impl From<picture::Model> for PictureView {
    fn from(row: picture::Model) -> Self {
        let pixels = |side: i32| u32::try_from(side).unwrap_or_default();
        Self {
            token: row.token,
            alternative: row.alternative.unwrap_or_default(),
            width: pixels(row.width),
            height: pixels(row.height),
        }
    }
}
