use domain::{CommunicationId, Conflict, access::Right, audit::Action, communications::Status, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};

use super::{detail::load, events};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::statement,
    delivery::{self, Event},
    entities::communication,
    queue::{self, Kind},
    revision, transaction,
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
    transaction!(&backend.db, |tx| {
        // Before the rows of its schools, as the engine does: the two must not wait for one another.
        withdraw(tx, id, now).await?;
        let sql = "UPDATE communication SET cancelled_at = ?, cancelled_by = ? WHERE id = ? AND cancelled_at IS NULL";
        let values = [now.into(), caller.person.into(), id.into()];
        let cancelled = tx.execute_raw(statement(tx, sql, values)).await?.rows_affected();
        if cancelled > 0 {
            let sql = "UPDATE publication SET changed_at = ?, changed_by = ? WHERE communication_id = ?";
            let values = [now.into(), caller.person.into(), id.into()];
            tx.execute_raw(statement(tx, sql, values)).await?;
            events::note(tx, now, "cancelled", Some(caller.person), id).await?;
            delivery::tell(tx, now, id, Event::Cancelled, Some(caller.person)).await?;
            revision::raise(tx, revision::MESSAGES).await?;
            revision::raise(tx, revision::BOARD).await?;
            let entry = Entry::by(caller, Action::Cancelled, text.as_str()).with("communication", id);
            audit::append(tx, now, entry).await?;
        }
        Ok(())
    })?;
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
    let it = communication::Entity::find_by_id(id).filter(caller.visible(Right::CancelCommunication));
    Ok(it.count(db).await? > 0)
}
