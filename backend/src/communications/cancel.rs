use domain::{CommunicationId, access::Right, audit::Action, communications::Status};
use sea_orm::ConnectionTrait;

use super::{detail::load, events};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::{begin, statement},
    revision,
};

/// annuler: takes a communication off every home page. Cancelling twice is cancelling once.
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
        Status::Ended => return Err(Error::Conflict("ended")),
        _ => {}
    }
    let transaction = begin(&backend.db).await?;
    let sql =
        "UPDATE communication SET cancelled_at = ?, cancelled_by = ? WHERE id = ? AND cancelled_at IS NULL";
    let values = [now.0, caller.person.0, id.0].map(Into::into);
    let cancelled = transaction.execute_raw(statement(&transaction, sql, values)).await?.rows_affected();
    if cancelled > 0 {
        let sql = "UPDATE publication SET changed_at = ?, changed_by = ? WHERE communication_id = ?";
        let values = [now.0, caller.person.0, id.0].map(Into::into);
        transaction.execute_raw(statement(&transaction, sql, values)).await?;
        revision::raise(&transaction, revision::BOARD).await?;
        events::note(&transaction, now, "cancelled", Some(caller.person), id.0).await?;
        let entry = Entry::by(caller, Action::Cancelled, text).with("communication", id);
        audit::append(&transaction, now, entry).await?;
    }
    transaction.commit().await?;
    backend.refresh().await
}

/// Whether the caller may cancel this communication.
pub(super) async fn may(db: &impl ConnectionTrait, caller: &Caller, id: CommunicationId) -> Result<bool> {
    let condition = caller.visible_sql(Right::CancelCommunication);
    let sql = format!("SELECT c.id FROM communication c WHERE c.id = ? AND {condition}");
    Ok(db.query_one_raw(statement(db, &sql, [id.0.into()])).await?.is_some())
}
