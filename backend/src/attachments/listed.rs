use domain::{MessageId, PersonId, attachments::AttachmentView};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{Result, entities::attachment};

/// The files that somebody chose in a form that is not deployed yet, in that order.
pub async fn of_form(
    db: &impl ConnectionTrait,
    owner: PersonId,
    form_key: &str,
) -> Result<Vec<AttachmentView>> {
    let mine = Condition::all()
        .add(attachment::Column::OwnerId.eq(owner))
        .add(attachment::Column::FormKey.eq(form_key))
        .add(attachment::Column::MessageId.is_null());
    listed(db, mine).await
}

/// The files of a message. Whether the caller may read that message is asked before.
pub(crate) async fn of_message(db: &impl ConnectionTrait, message: MessageId) -> Result<Vec<AttachmentView>> {
    listed(db, Condition::all().add(attachment::Column::MessageId.eq(message))).await
}

async fn listed(db: &impl ConnectionTrait, which: Condition) -> Result<Vec<AttachmentView>> {
    let rows = attachment::Entity::find().filter(which).order_by_asc(attachment::Column::Id).all(db).await?;
    Ok(rows.into_iter().map(AttachmentView::from).collect())
}

impl From<attachment::Model> for AttachmentView {
    fn from(row: attachment::Model) -> Self {
        Self {
            token: row.token,
            name: row.name,
            media_type: row.media_type,
            bytes: u64::try_from(row.bytes).unwrap_or_default(),
        }
    }
}
