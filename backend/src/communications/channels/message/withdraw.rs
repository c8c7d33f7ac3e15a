use domain::{CommunicationId, PersonId, time::Millis};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Value};

use crate::{
    Result,
    entities::message,
    ground::sql::sql,
    queue::{self, Kind},
    revision::Scope,
};

/// Withdraws the message of a communication, and its reminders. A delivery that is running writes
/// nothing more, and no e-mail follows.
pub async fn withdraw(db: &DatabaseTransaction, communication: CommunicationId, now: Millis) -> Result<()> {
    let its_message = "SELECT o.id FROM message o WHERE o.communication_id = :communication";
    // First the message, which may have to wait for a reminder that is being written, and only then
    // the reminders: a PostgreSQL statement does not see rows that were inserted while it waited.
    for of in [
        "communication_id = :communication".to_owned(),
        format!("kind = 'reminder' AND reply_to IN ({its_message})"),
    ] {
        let sql = format!(
            "UPDATE message SET cancelled_at = :now, fence = fence + 1 WHERE cancelled_at IS NULL AND {of}"
        );
        db.execute_raw(sql!(db, sql.as_str(), now, communication)).await?;
    }
    let withdrawn = format!(
        "subject_id IN (SELECT m.id FROM message m WHERE m.communication_id = :communication \
         OR (m.kind = 'reminder' AND m.reply_to IN ({its_message})))"
    );
    // A letter about an alert has a detail, and its subject is a communication.
    let copies = format!("detail IS NULL AND {withdrawn}");
    for (kind, which) in [(Kind::Deliver, &withdrawn), (Kind::Mail, &copies)] {
        let its = [("communication", Value::from(communication))];
        queue::settle_where(db, now, kind, "withdrawn", (which, &its)).await?;
    }
    Ok(())
}

/// The inboxes of everybody who receives the message; its reminders go to some of them.
pub async fn inboxes(db: &DatabaseTransaction, communication: CommunicationId) -> Result<Option<Scope>> {
    let row =
        message::Entity::find().filter(message::Column::CommunicationId.eq(communication)).one(db).await?;
    let all = |row: message::Model| Scope::Inboxes {
        message: row.id,
        after: PersonId(0),
        up_to: PersonId(i64::MAX),
    };
    Ok(row.map(all))
}
