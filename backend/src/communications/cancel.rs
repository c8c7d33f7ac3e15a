use domain::{
    CommunicationId, Conflict,
    audit::Action,
    communications::{Channel, Severity, Status},
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{channels, row::load_to_cancel};
use crate::{
    Backend, Error, Result,
    access::{Caller, severity_of},
    audit::{self, Entry},
    database::statement,
    delivery::{self, Event},
    entities::publication,
    mail,
    queue::Kind,
    revision::{self, Scope},
    transaction,
};

/// annuler: removes a communication from every home page, and from every inbox in which it has not
/// been read. Cancelling twice has the same effect as cancelling once.
///
/// # Errors
/// [`Error::NotFound`] when the caller may not know of it, [`Error::Forbidden`] when they may but
/// may not cancel it, [`Error::Conflict`] when its period is over.
pub async fn cancel(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<()> {
    let row = load_to_cancel(&backend.db, caller, id).await?;
    let now = backend.clock.now();
    match channels::stored_of(&backend.db, &row).await?.facts(&row).status(now) {
        Status::Cancelled => return Ok(()),
        Status::Ended => return Err(Error::Conflict(Conflict::Ended)),
        _ => {}
    }
    backend.failpoint.between("cancel").await;
    transaction!(&backend.db, |tx| {
        // Before the rows of its schools, like the engine, so that the two never wait for each
        // other.
        channels::withdraw(tx, row.channel, id, now).await?;
        let sql = "UPDATE communication SET cancelled_at = ?, cancelled_by = ? WHERE id = ? AND cancelled_at IS NULL";
        let values = [now.into(), caller.person.into(), id.into()];
        let cancelled = tx.execute_raw(statement(tx, sql, values)).await?.rows_affected();
        if cancelled > 0 {
            // The caller may have lost the right meanwhile.
            load_to_cancel(tx, &Caller::load(tx, caller.person).await?, id).await?;
            let sql = "UPDATE publication SET changed_at = ?, changed_by = ? WHERE communication_id = ?";
            let values = [now.into(), caller.person.into(), id.into()];
            tx.execute_raw(statement(tx, sql, values)).await?;
            delivery::tell(tx, now, id, Event::Cancelled, Some(caller.person)).await?;
            if severity_of(tx, id, row.channel).await? == Some(Severity::Alert) {
                mail::enqueue_cancelled_alert(tx, now, id).await?;
            }
            announce(tx, row.channel, id).await?;
            let entry = Entry::by(caller, Action::Cancelled, row.title.as_str()).with("communication", id);
            audit::append(tx, now, entry).await?;
        }
        Ok(())
    })?;
    backend.queue.wake(Kind::Tell);
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
}

/// Wakes the pages that show the communication: inboxes, home pages of its schools, its own page.
pub(super) async fn announce(tx: &DatabaseTransaction, channel: Channel, id: CommunicationId) -> Result<()> {
    let sites =
        publication::Entity::find().filter(publication::Column::CommunicationId.eq(id)).all(tx).await?;
    let schools = sites.into_iter().map(|site| Scope::School(site.establishment_id));
    revision::touch(tx, revision::MESSAGES, channels::inboxes(tx, channel, id).await?).await?;
    revision::touch(tx, revision::BOARD, schools.chain([Scope::Communication(id)])).await
}
