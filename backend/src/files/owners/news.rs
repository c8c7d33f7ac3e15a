use domain::{CommunicationId, access::Right, files::OwnerKind, time::Millis};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter};

use crate::{Result, access::Caller, audience::shown_in, entities::communication, files::owner::Owner};

impl From<CommunicationId> for Owner {
    fn from(news: CommunicationId) -> Self {
        Self { kind: OwnerKind::News, id: news.0 }
    }
}

/// Its author, those who may see it as senders or on the dashboard of a school that received it, and
/// those who may read it now.
pub async fn may_open(db: &impl ConnectionTrait, owner: Owner, caller: &Caller, now: Millis) -> Result<bool> {
    let id = CommunicationId(owner.id);
    let sender = Condition::any()
        .add(communication::Column::AuthorId.eq(caller.person))
        .add(caller.visible(Right::OpenSenderDashboard))
        .add(caller.received(Right::OpenSchoolDashboard));
    let as_sender = communication::Entity::find_by_id(id).filter(sender).count(db).await? > 0;
    Ok(as_sender || !shown_in(db, id, caller.person, now).await?.is_empty())
}
