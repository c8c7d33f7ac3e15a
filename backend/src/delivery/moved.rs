//! A scheduled communication whose audience has moved far since its author confirmed it: the author
//! is told before it goes out.

use domain::{CommunicationId, communications::moved_meanwhile, time::Millis};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    Event,
    aim::{Aim, aim},
    run::Run,
    tell,
};
use crate::{
    Backend, Error, Result,
    entities::{communication, message},
    ground::sql::sql,
    queue::{self, Kind},
    revision::{self, Scope},
    transaction,
};

/// How long a message waits when its author is told only at the time of sending: long enough to read
/// the notification and to cancel.
const GRACE_MS: i64 = 10 * 60_000;

/// Whether `people` is far from the number that the author confirmed, or was told last.
pub(crate) fn has_moved(row: &communication::Model, people: u64) -> bool {
    let known = row.told_recipients.or(row.confirmed_recipients);
    known.and_then(|known| u64::try_from(known).ok()).is_some_and(|known| moved_meanwhile(known, people))
}

/// Notes the number that the author is told, and has them told. `false` when it is on its way
/// already, cancelled, or told by another process.
pub(crate) async fn note_moved(
    db: &impl ConnectionTrait,
    now: Millis,
    id: CommunicationId,
    people: u64,
) -> Result<bool> {
    let figure = i64::try_from(people).unwrap_or(i64::MAX);
    let sql = "UPDATE communication SET told_recipients = :figure WHERE id = :id AND cancelled_at IS NULL \
               AND recipients IS NULL AND (told_recipients IS NULL OR told_recipients <> :figure)";
    if db.execute_raw(sql!(db, sql, figure, id)).await?.rows_affected() == 0 {
        return Ok(false);
    }
    tell(db, now, id, Event::Moved { people }, None).await?;
    Ok(true)
}

/// Postpones a scheduled message by ten minutes, once, if its audience has moved far and its author
/// does not know it. `false` when it may go out.
pub(super) async fn hold_back(backend: &Backend, run: &Run) -> Result<bool> {
    let db = &backend.db;
    let row = message::Entity::find_by_id(run.id).one(db).await?.ok_or(Error::NotFound)?;
    let (None, Some(id)) = (row.sent_at, row.communication_id) else { return Ok(false) };
    // A message that is sent at once, or as soon as it can no longer be taken back, was confirmed a
    // moment ago.
    let of = communication::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
    if row.due_at <= of.held_until.unwrap_or(row.created_at).max(row.created_at) {
        return Ok(false);
    }
    let Some(people) = moved(backend, id).await? else { return Ok(false) };
    let held = transaction!(db, |tx| -> Option {
        let now = backend.clock.now();
        let until = now.plus(GRACE_MS);
        if run.hold(tx, now, "due_at = :until", &[("until", until.into())]).await?.is_none()
            || !note_moved(tx, now, id, people).await?
        {
            return Ok(None);
        }
        queue::postpone(tx, &run.lease, until).await?;
        revision::touch(tx, revision::MESSAGES, [Scope::Communication(id)]).await?;
        Ok(Some(()))
    })?;
    if held.is_some() {
        backend.queue.wake(Kind::Tell);
        backend.refresh().await?;
    }
    Ok(held.is_some())
}

/// The number of recipients, if it has moved far. An audience of nobody fails for that reason.
async fn moved(backend: &Backend, id: CommunicationId) -> Result<Option<u64>> {
    let row = communication::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    let Aim::At(aimed) = aim(&backend.db, id).await? else { return Ok(None) };
    let people = backend.audience.current(&backend.db).await?.count(&aimed.audience).total;
    Ok((people > 0 && has_moved(&row, people)).then_some(people))
}
