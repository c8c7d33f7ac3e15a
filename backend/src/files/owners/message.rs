use domain::{MessageId, access::Right, files::OwnerKind};

use crate::{
    access::{Caller, arrived, kept},
    files::owner::Owner,
    ground::sql::Sql,
};

impl From<MessageId> for Owner {
    fn from(message: MessageId) -> Self {
        Self { kind: OwnerKind::Message, id: message.0 }
    }
}

/// Readable by the message's author, by its recipients, and by those who may see its communication.
pub fn readable(sql: Sql, caller: &Caller) -> Sql {
    let sql = sql.then(
        "EXISTS (SELECT 1 FROM message WHERE message.id = f.owner_id AND (message.author_id = :me \
         OR EXISTS (SELECT 1 FROM delivery WHERE delivery.message_id = message.id \
         AND delivery.person_id = :me AND ",
    );
    let sql = sql.condition(kept().add(arrived()));
    let sql = sql.then(
        ") OR EXISTS (SELECT 1 FROM communication WHERE communication.id = message.communication_id AND ",
    );
    sql.condition(caller.visible(Right::OpenSenderDashboard)).then(")))")
}
