use domain::{CommunicationId, Conflict, access::Right, audit::Action, communications::Status, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{detail::load, events};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::{begin, statement},
    delivery::{self, Event},
    queue::{self, Kind},
    revision,
};

/// annuler: takes a communication off every home page, and out of every inbox in which it has not
/// been read. Cancelling twice is cancelling once.
///
/// # Errors
/// [`Error::NotFound`] when it is none of the caller's business, [`Error::Forbidden`] when it is but
/// they may not cancel it, [`Error::Conflict`] when its period is over.
pub async fn cancel(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<()> {
    let row = load(&backend.db, caller, id).await.map_err(|reason| match reason {
        Error::Forbidden(_) => Error::Forbidden(Right::CancelCommunication),
        other => other,
    })?;
    let (facts, text) = (row.facts(), row.text);
    if !may(&backend.db, caller, id).await? {
        return Err(Error::Forbidden(Right::CancelCommunication));
    }
    let now = backend.clock.now();
    match facts.status(now) {
        Status::Cancelled => return Ok(()),
        Status::Ended => return Err(Error::Conflict(Conflict::Ended)),
        _ => {}
    }
    let transaction = begin(&backend.db).await?;
    // Before the rows of its schools, as the engine does: the two must not wait for one another.
    withdraw(&transaction, id, now).await?;
    let sql =
        "UPDATE communication SET cancelled_at = ?, cancelled_by = ? WHERE id = ? AND cancelled_at IS NULL";
    let values = [now.into(), caller.person.into(), id.into()];
    let cancelled = transaction.execute_raw(statement(&transaction, sql, values)).await?.rows_affected();
    if cancelled > 0 {
        let sql = "UPDATE publication SET changed_at = ?, changed_by = ? WHERE communication_id = ?";
        let values = [now.into(), caller.person.into(), id.into()];
        transaction.execute_raw(statement(&transaction, sql, values)).await?;
        events::note(&transaction, now, "cancelled", Some(caller.person), id).await?;
        delivery::tell(&transaction, now, id, Event::Cancelled, Some(caller.person)).await?;
        revision::raise(&transaction, revision::MESSAGES).await?;
        revision::raise(&transaction, revision::BOARD).await?;
        let entry = Entry::by(caller, Action::Cancelled, text).with("communication", id);
        audit::append(&transaction, now, entry).await?;
    }
    transaction.commit().await?;
    backend.queue.wake(Kind::Tell);
    backend.refresh().await
}

/// Takes the message of a communication back, and what reminds of it: whoever delivers it at the
/// moment writes nothing any more, and no e-mail follows. Does nothing to an announcement.
async fn withdraw(db: &DatabaseTransaction, communication: CommunicationId, now: Millis) -> Result<()> {
    let its_message = "SELECT o.id FROM message o WHERE o.communication_id = ?";
    // First the message, which may wait for somebody who reminds of it at the moment, and only then
    // what reminds of it: a statement of PostgreSQL sees nothing that came while it waited.
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

/// Whether the caller may cancel this communication.
pub(super) async fn may(db: &impl ConnectionTrait, caller: &Caller, id: CommunicationId) -> Result<bool> {
    let condition = caller.visible_sql(Right::CancelCommunication);
    let sql = format!("SELECT c.id FROM communication c WHERE c.id = ? AND {condition}");
    Ok(db.query_one_raw(statement(db, &sql, [id.into()])).await?.is_some())
}
