use domain::CommunicationId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::{
    Backend, Result,
    access::Caller,
    entities::{attachment, message},
    token::random_hex,
    transaction,
};

/// dupliquer: the files of a communication go with its copy too; their content is not stored twice.
/// A copy that comes to nothing is swept like any file that was not sent. Whether the caller may
/// see the original is asked before.
pub(crate) async fn copy(
    backend: &Backend,
    caller: &Caller,
    original: CommunicationId,
    form_key: &str,
) -> Result<()> {
    let of = message::Entity::find().filter(message::Column::CommunicationId.eq(original));
    let Some(message) = of.one(&backend.db).await? else { return Ok(()) };
    let files = attachment::Entity::find()
        .filter(attachment::Column::MessageId.eq(message.id))
        .order_by_asc(attachment::Column::Id)
        .all(&backend.db)
        .await?;
    if files.is_empty() {
        return Ok(());
    }
    transaction!(&backend.db, |tx| {
        for file in &files {
            let mut row = file.clone().into_active_model();
            row.id = sea_orm::ActiveValue::NotSet;
            row.token = Set(random_hex::<16>()?);
            row.owner_id = Set(caller.person);
            row.form_key = Set(form_key.to_owned());
            row.message_id = Set(None);
            row.created_at = Set(backend.clock.now());
            attachment::Entity::insert(row).exec_without_returning(tx).await?;
        }
        Ok(())
    })
}
