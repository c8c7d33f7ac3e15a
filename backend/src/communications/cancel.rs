use domain::{
    CommunicationId, Conflict,
    audit::Action,
    communications::{Channel, Severity, Status},
    time::Millis,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{
    beside::other_of,
    channels,
    row::{CommunicationRow, load_to_cancel},
};
use crate::{
    Backend, Error, Result,
    access::{Caller, severity_of},
    audit::{self, Entry},
    delivery::{self, Event},
    entities::publication,
    ground::sql::sql,
    mail,
    queue::Kind,
    revision::{self, Scope},
    transaction,
};

/// annuler: removes a communication from every home page, and from every inbox in which it has not been
/// read; with `also`, it cancels what went out beside it from the same form as well: both, or neither.
/// Cancelling twice has the same effect as cancelling once.
///
/// # Errors
/// [`Error::NotFound`] when the caller may not know of it, or `also` is not of the same form;
/// [`Error::Forbidden`] when they may but may not cancel it, [`Error::Conflict`] when its period is over.
pub async fn cancel(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    also: Option<CommunicationId>,
) -> Result<()> {
    let rows = to_cancel(backend, caller, id, also).await?;
    if rows.is_empty() {
        return Ok(());
    }
    let now = backend.clock.now();
    backend.failpoint.between("cancel").await;
    transaction!(&backend.db, |tx| {
        // Before the rows of its schools, like the engine, so that the two never wait for each
        // other.
        for row in &rows {
            channels::withdraw(tx, row.channel, row.id, now).await?;
        }
        let mut cancelled = Vec::new();
        for row in &rows {
            if mark(tx, caller, row.id, now).await? {
                cancelled.push((row.channel, row.id));
            }
        }
        if cancelled.is_empty() {
            return Ok(());
        }
        // The caller may have lost the right meanwhile.
        let me = Caller::load(tx, caller.person).await?;
        for (_, id) in &cancelled {
            load_to_cancel(tx, &me, *id).await?;
        }
        for (_, id) in &cancelled {
            let sql =
                "UPDATE publication SET changed_at = :now, changed_by = :person WHERE communication_id = :id";
            tx.execute_raw(sql!(tx, sql, now, person = caller.person, id = *id)).await?;
            delivery::tell(tx, now, *id, Event::Cancelled, Some(caller.person)).await?;
        }
        for (channel, id) in &cancelled {
            if channels::has_copies(*channel) {
                mail::withdraw_copies(tx, now, *id).await?;
            }
            if severity_of(tx, *id, *channel).await? == Some(Severity::Alert) {
                mail::enqueue_cancelled_alert(tx, now, *id).await?;
            }
        }
        announce(tx, &cancelled).await?;
        for row in rows.iter().filter(|row| cancelled.contains(&(row.channel, row.id))) {
            let entry =
                Entry::by(caller, Action::Cancelled, row.title.as_str()).with("communication", row.id);
            audit::append(tx, now, entry).await?;
        }
        Ok(())
    })?;
    backend.queue.wake(Kind::Tell);
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
}

/// Those that are not cancelled yet.
async fn to_cancel(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    also: Option<CommunicationId>,
) -> Result<Vec<CommunicationRow>> {
    let (db, now) = (&backend.db, backend.clock.now());
    let mut rows = Vec::new();
    let row = load_to_cancel(db, caller, id).await?;
    let status = channels::stored_of(db, &row).await?.facts(&row).status(now);
    match status {
        Status::Cancelled => {}
        Status::Ended => return Err(Error::Conflict(Conflict::Ended)),
        _ => rows.push(row),
    }
    let Some(other) = also else { return Ok(rows) };
    if other_of(db, id).await? != Some(other) {
        return Err(Error::NotFound);
    }
    let row = load_to_cancel(db, caller, other).await?;
    // If the other one was over before the question was answered, the first one can still be cancelled.
    let status = channels::stored_of(db, &row).await?.facts(&row).status(now);
    if !matches!(status, Status::Cancelled | Status::Ended) {
        rows.push(row);
    }
    Ok(rows)
}

/// Whether it was not cancelled before.
async fn mark(tx: &DatabaseTransaction, caller: &Caller, id: CommunicationId, now: Millis) -> Result<bool> {
    let sql = "UPDATE communication SET cancelled_at = :now, cancelled_by = :person WHERE id = :id AND cancelled_at IS NULL";
    Ok(tx.execute_raw(sql!(tx, sql, now, person = caller.person, id)).await?.rows_affected() > 0)
}

/// Wakes the pages that show these communications: inboxes, home pages of their schools, their own pages.
pub(super) async fn announce(tx: &DatabaseTransaction, all: &[(Channel, CommunicationId)]) -> Result<()> {
    let (mut inboxes, mut boards) = (Vec::new(), Vec::new());
    for (channel, id) in all {
        inboxes.extend(channels::inboxes(tx, *channel, *id).await?);
        let sites = publication::Entity::of(*id).all(tx).await?;
        boards.extend(sites.into_iter().map(|site| Scope::School(site.establishment_id)));
        boards.push(Scope::Communication(*id));
    }
    revision::touch(tx, revision::MESSAGES, inboxes).await?;
    revision::touch(tx, revision::BOARD, boards).await
}
