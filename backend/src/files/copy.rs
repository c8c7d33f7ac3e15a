use domain::files::{AttachmentView, OwnerKind};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use super::{
    copy_token::token_of,
    owner::Owner,
    owners::Form,
    picture::copy_pictures,
    withdrawn::{self, Known},
};
use crate::{Backend, Result, access::Caller, entities::file, transaction};

/// The files that [`copy`] makes for a form, under their future tokens. Nothing is stored.
pub(crate) async fn copies_of(
    db: &impl ConnectionTrait,
    original: Owner,
    form_key: &str,
) -> Result<Vec<AttachmentView>> {
    let files = of_owner(db, original).await?;
    let copied = |mut file: file::Model| {
        file.token = token_of(form_key, &file.token);
        file.into()
    };
    Ok(files.into_iter().map(copied).collect())
}

/// dupliquer: the form gets the files of the original too, and its picture if it is to have one; their
/// content is not stored twice. What is there already, or was removed from the form, is not copied again.
/// If the form is never sent, its files are swept like any others. The caller of this function checks
/// whether the original may be seen.
pub(crate) async fn copy(
    backend: &Backend,
    caller: &Caller,
    original: Owner,
    form_key: &str,
    with_picture: bool,
) -> Result<()> {
    let files = of_owner(&backend.db, original).await?;
    transaction!(&backend.db, |tx| {
        withdrawn::hold(tx, caller.person).await?;
        for original in &files {
            let token = token_of(form_key, &original.token);
            if !matches!(withdrawn::known(tx, caller.person, &token).await?, Known::Nothing) {
                continue;
            }
            let mut row = original.clone().into_active_model();
            row.id = sea_orm::ActiveValue::NotSet;
            row.token = Set(token);
            (row.owner_kind, row.owner_id) = (Set(OwnerKind::Form), Set(caller.person.0));
            row.uploader_id = Set(caller.person);
            row.form_key = Set(form_key.to_owned());
            row.created_at = Set(backend.clock.now());
            file::Entity::insert(row).exec_without_returning(tx).await?;
        }
        if with_picture {
            copy_pictures(tx, original, Form { person: caller.person, key: form_key }).await?;
        }
        Ok(())
    })
}

async fn of_owner(db: &impl ConnectionTrait, owner: Owner) -> Result<Vec<file::Model>> {
    Ok(file::Entity::find().filter(owner.files()).order_by_asc(file::Column::Id).all(db).await?)
}
