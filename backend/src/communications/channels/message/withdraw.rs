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
/// nothing more, and no copy by e-mail leaves any more.
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
    let its = [("communication", Value::from(communication))];
    queue::settle_where(db, now, Kind::Deliver, "withdrawn", (&withdrawn, &its)).await?;
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
