use domain::{MessageId, access::Right, files::OwnerKind};
use sea_orm::{Condition, ConnectionTrait};

use crate::{
    Result,
    access::{Caller, arrived, kept},
    files::owner::Owner,
    ground::sql::Sql,
};

impl From<MessageId> for Owner {
    fn from(message: MessageId) -> Self {
        Self { kind: OwnerKind::Message, id: message.0 }
    }
}

/// The message's author, its recipients, and those who may see its communication, as senders or on the
/// dashboard of a school that received it.
pub async fn may_open(db: &impl ConnectionTrait, owner: Owner, caller: &Caller) -> Result<bool> {
    let sql = Sql::new(
        "SELECT 1 AS it FROM message WHERE message.id = :message AND (message.author_id = :me \
         OR EXISTS (SELECT 1 FROM delivery WHERE delivery.message_id = message.id \
         AND delivery.person_id = :me AND ",
    );
    let sql = sql.condition(kept().add(arrived()));
    let sql = sql.then(
        ") OR EXISTS (SELECT 1 FROM communication WHERE communication.id = message.communication_id AND ",
    );
    let may_see = Condition::any()
        .add(caller.visible(Right::OpenSenderDashboard))
        .add(caller.received(Right::OpenSchoolDashboard));
    let sql = sql.condition(may_see).then("))");
    let sql = sql.bind("message", owner.id).bind("me", caller.person);
    Ok(db.query_one_raw(sql.on(db)).await?.is_some())
}
