//! What is in somebody's inbox, in one place for everything that reads deliveries.

use domain::{
    CommunicationId, EstablishmentId, MessageId, PersonId,
    access::Right,
    communications::Acknowledgement,
    messages::{Folder, MessageKind},
    time::Millis,
};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use crate::{
    Error, Result,
    access::{Caller, KEPT, VISIBLE},
    database::statement,
};

/// SQL condition on a delivery `d` of a message `m`: its reader is asked to take note. Whoever has a
/// copy of their own message, through no school, is not.
pub(super) const ASKED: &str = "m.acknowledgement <> 'none' AND d.establishment_id IS NOT NULL";

/// Changes the caller's own delivery of a message, if it is there to be seen. `change` speaks of
/// the columns of `delivery`; `only` of the delivery `d`. Gives whether a row was changed.
pub(super) async fn update(
    db: &impl ConnectionTrait,
    person: PersonId,
    id: MessageId,
    change: &str,
    only: &str,
    value: Value,
) -> Result<bool> {
    let sql = format!(
        "UPDATE delivery AS d SET {change} WHERE d.message_id = ? AND d.person_id = ? AND {KEPT} AND {only} \
         AND EXISTS (SELECT 1 FROM message m WHERE m.id = d.message_id AND {VISIBLE})"
    );
    let values = [value, id.into(), person.into()];
    Ok(db.execute_raw(statement(db, &sql, values)).await?.rows_affected() > 0)
}

/// One message as its reader has it.
#[derive(Debug, FromQueryResult)]
pub(super) struct Own {
    pub kind: MessageKind,
    pub about_id: Option<CommunicationId>,
    pub reply_to: Option<MessageId>,
    pub author_id: Option<PersonId>,
    pub sender_name: String,
    pub source_name: String,
    pub subject: String,
    pub notice: Option<String>,
    pub reply_allowed: bool,
    pub acknowledgement: Acknowledgement,
    pub cancelled_at: Option<Millis>,
    pub establishment_id: Option<EstablishmentId>,
    pub sent_at: Millis,
    pub folder: Folder,
    pub read_at: Option<Millis>,
    pub acknowledged_at: Option<Millis>,
    pub covered_at: Option<Millis>,
    /// [`ASKED`]
    pub asked: bool,
    /// Whether the author is still in the directory; false where there is none.
    pub author_there: bool,
}

/// Loads a message of the person's own; loading and being allowed are one act.
///
/// # Errors
/// [`Error::NotFound`] for what is not, or not any more, in an inbox of theirs.
pub(super) async fn load(db: &impl ConnectionTrait, person: PersonId, id: MessageId) -> Result<Own> {
    let sql = format!(
        "SELECT m.kind, m.about_id, m.reply_to, m.author_id, m.sender_name, m.source_name, \
         m.subject, m.notice, m.reply_allowed, m.acknowledgement, m.cancelled_at, d.establishment_id, d.sent_at, d.folder, \
         d.read_at, d.acknowledged_at, d.covered_at, ({ASKED}) AS asked, \
         (a.id IS NOT NULL AND a.removed_at IS NULL) AS author_there \
         FROM delivery d JOIN message m ON m.id = d.message_id LEFT JOIN person a ON a.id = m.author_id \
         WHERE d.message_id = ? AND d.person_id = ? AND {KEPT} AND {VISIBLE}"
    );
    let values = [id.0, person.0].map(Into::into);
    Own::find_by_statement(statement(db, &sql, values)).one(db).await?.ok_or(Error::NotFound)
}

/// Whether the caller may open a communication as its senders do.
pub(super) async fn may_see(
    db: &impl ConnectionTrait,
    caller: &Caller,
    communication: CommunicationId,
) -> Result<bool> {
    let visible = caller.visible_sql(Right::OpenSenderDashboard);
    let sql = format!("SELECT c.id FROM communication c WHERE c.id = ? AND {visible}");
    Ok(db.query_one_raw(statement(db, &sql, [communication.into()])).await?.is_some())
}
