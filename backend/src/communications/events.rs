use domain::{CommunicationId, PersonId, time::Millis};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};

use crate::{Result, entities::event};

/// Appends what happened; call it in the transaction of the change itself.
pub(super) async fn note(
    db: &impl ConnectionTrait,
    at: Millis,
    kind: &str,
    actor: Option<PersonId>,
    communication: CommunicationId,
) -> Result<()> {
    let row = event::ActiveModel {
        at: Set(at),
        kind: Set(kind.to_owned()),
        actor_id: Set(actor),
        communication_id: Set(Some(communication)),
        detail: Set(String::new()),
        ..Default::default()
    };
    event::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}
