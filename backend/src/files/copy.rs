use sea_orm::{ActiveValue::Set, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use super::owner::Owner;
use crate::{Backend, Result, access::Caller, entities::file, token::random_hex, transaction};

/// dupliquer: the copy gets the files of the original too; their content is not stored twice. If
/// the copy is never sent, its files are swept like any others. The caller of this function checks
/// whether the original may be seen.
pub(crate) async fn copy(backend: &Backend, caller: &Caller, original: Owner, form_key: &str) -> Result<()> {
    let files = file::Entity::find().filter(original.files()).order_by_asc(file::Column::Id);
    let files = files.all(&backend.db).await?;
    if files.is_empty() {
        return Ok(());
    }
    transaction!(&backend.db, |tx| {
        for original in &files {
            let mut row = original.clone().into_active_model();
            row.id = sea_orm::ActiveValue::NotSet;
            row.token = Set(random_hex::<16>()?);
            let form = Owner::from(caller.person);
            (row.owner_kind, row.owner_id) = (Set(form.kind), Set(form.id));
            row.uploader_id = Set(caller.person);
            row.form_key = Set(form_key.to_owned());
            row.created_at = Set(backend.clock.now());
            file::Entity::insert(row).exec_without_returning(tx).await?;
        }
        Ok(())
    })
}
