use domain::{
    PersonId,
    messages::{MessageKind, Notice},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use words::Language;

use crate::{
    Backend, Result,
    delivery::{self, Content, Letter},
    entities::account,
    queue::Kind,
    transaction,
};

/// Puts a notice into the inbox of each administrator of the portal.
pub async fn tell_administrators(backend: &Backend, notice: &Notice) -> Result<()> {
    let now = backend.clock.now();
    let people: Vec<PersonId> = account::Entity::find()
        .select_only()
        .column(account::Column::PersonId)
        .filter(account::Column::PortalAdministrator.eq(true))
        .into_tuple()
        .all(&backend.db)
        .await?;
    transaction!(&backend.db, |tx| {
        let reason = format!("administrators-{}", now.0);
        let letter = Letter {
            sender_name: Language::default().words().notifications.sender.to_owned(),
            ..Letter::new(MessageKind::Notification, reason, Content::Notice(notice.clone()), now)
        };
        delivery::post(tx, now, letter, &people).await?;
        Ok(())
    })?;
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
}
