use domain::{PersonId, files::AttachmentView};
use sea_orm::{Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{owner::Owner, owners::Form};
use crate::{Result, entities::file};

/// The files that were chosen in a form not yet deployed, in the order in which they were chosen.
pub async fn of_form(
    db: &impl ConnectionTrait,
    person: PersonId,
    form_key: &str,
) -> Result<Vec<AttachmentView>> {
    listed(db, Form { person, key: form_key }.files()).await
}

/// The files of an owner. The caller of this function checks whether that owner may be read.
pub(crate) async fn of(db: &impl ConnectionTrait, owner: impl Into<Owner>) -> Result<Vec<AttachmentView>> {
    listed(db, owner.into().files()).await
}

async fn listed(db: &impl ConnectionTrait, which: Condition) -> Result<Vec<AttachmentView>> {
    let rows = file::Entity::find().filter(which).order_by_asc(file::Column::Id).all(db).await?;
    Ok(rows.into_iter().map(AttachmentView::from).collect())
}

impl From<file::Model> for AttachmentView {
    fn from(row: file::Model) -> Self {
        Self {
            token: row.token,
            name: row.name,
            media_type: row.media_type,
            bytes: u64::try_from(row.bytes).unwrap_or_default(),
        }
    }
}
