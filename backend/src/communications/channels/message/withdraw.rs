use domain::{CommunicationId, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{
    Result,
    database::statement,
    queue::{self, Kind},
};

/// Withdraws the message of a communication, and its reminders. A delivery that is running writes
/// nothing more, and no e-mail follows.
pub async fn withdraw(db: &DatabaseTransaction, communication: CommunicationId, now: Millis) -> Result<()> {
    let its_message = "SELECT o.id FROM message o WHERE o.communication_id = ?";
    // First the message, which may have to wait for a reminder that is being written, and only then
    // the reminders: a PostgreSQL statement does not see rows that were inserted while it waited.
    for of in
        ["communication_id = ?".to_owned(), format!("kind = 'reminder' AND reply_to IN ({its_message})")]
    {
        let sql = format!(
            "UPDATE message SET cancelled_at = ?, fence = fence + 1 WHERE cancelled_at IS NULL AND {of}"
        );
        db.execute_raw(statement(db, &sql, [now.into(), communication.into()])).await?;
    }
    let withdrawn = format!(
        "subject_id IN (SELECT m.id FROM message m WHERE m.communication_id = ? \
         OR (m.kind = 'reminder' AND m.reply_to IN ({its_message})))"
    );
    for kind in [Kind::Deliver, Kind::Mail] {
        let values = vec![communication.into(), communication.into()];
        queue::settle_where(db, now, kind, "withdrawn", (&withdrawn, values)).await?;
    }
    Ok(())
}
