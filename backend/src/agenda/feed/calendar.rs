use std::time::Duration;

use chrono_tz::Tz;
use domain::{
    EventId, SpaceId,
    time::{DAY_MS, Millis},
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::sync::Semaphore;
use words::Words;

use super::text::{self, Entry, Head};
use crate::{
    Backend, Error, Required, Result,
    access::{Caller, space},
    agenda::{load, occurrences::exceptions_of_all},
    entities::{calendar_feed, event},
    settings,
    shares::Bounds,
    token::{fingerprint, token_hash},
};

/// A calendar as another program reads it.
#[derive(Clone, Debug)]
pub struct Feed {
    /// iCalendar, RFC 5545.
    pub text: String,
    /// Changes whenever the text does.
    pub version: String,
}

/// What stands behind a private address.
#[derive(Clone, Debug)]
pub enum FeedOf {
    Calendar(Feed),
    /// The person has left, or no longer reads the space: their programs may forget the address.
    Gone,
}

/// Three months back, eighteen months ahead.
const BACK_MS: i64 = 92 * DAY_MS;
const AHEAD_MS: i64 = 549 * DAY_MS;
/// How many events a calendar holds; it says so when there are more.
const EVENTS: usize = 1_000;
/// Calendars that wait for their turn or are written, of one person and of all.
pub(crate) const CALENDARS: Bounds = Bounds { each: 4, all: 64 };
/// How many calendars a process writes at the same time: each may take a second.
static TURNS: Semaphore = Semaphore::const_new(1);
/// How long a program waits for the calendars of others; it asks again by itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// The calendar behind a private address. What the person may read is decided at each reading.
///
/// # Errors
/// [`Error::NotFound`] for an address that does not exist, or no longer; [`Error::Busy`] while others are
/// written, or while programs of the same person ask for too many.
pub async fn calendar(backend: &Backend, token: &str) -> Result<FeedOf> {
    let db = &backend.db;
    let row = calendar_feed::Entity::find_by_id(token_hash(token)).one(db).await?.ok_or(Error::NotFound)?;
    let caller = match Caller::load(db, row.person_id).await {
        Ok(caller) if caller.administrator || !caller.cohorts().is_empty() => caller,
        Ok(_) | Err(Error::SignedOut) => return Ok(FeedOf::Gone),
        Err(other) => return Err(other),
    };
    let place = backend.calendars.take(caller.person, 1).map_err(|_| Error::Busy)?;
    backend.failpoint.between("calendar").await;
    let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, TURNS.acquire()).await else {
        return Err(Error::Busy);
    };
    let words = caller.words();
    let (whose, name, zone) = if row.space == 0 {
        let spaces = load::followed(db, &caller).await?;
        let own = event::Column::OwnerId.eq(caller.person);
        let whose =
            Condition::any().add(own).add(event::Column::SpaceId.is_in(spaces.iter().map(|space| space.id)));
        (whose, words.agenda.calendar_of(&caller.name), caller.own_zone())
    } else {
        let space = match space(db, &caller, SpaceId(row.space)).await {
            Ok(space) => space,
            Err(Error::NotFound) => return Ok(FeedOf::Gone),
            Err(other) => return Err(other),
        };
        let (name, zone) = load::name_of(db, &space).await?;
        let whose = Condition::all().add(event::Column::SpaceId.eq(space.id));
        (whose, words.agenda.source(&name), zone)
    };
    let events = read(db, whose, backend.clock.now()).await?;
    Ok(FeedOf::Calendar(written(db, events, (&name, zone, words), (place, turn)).await?))
}

/// One event, to be added by hand to a calendar.
///
/// # Errors
/// [`Error::NotFound`] for somebody who may not see it.
pub async fn one_event(backend: &Backend, caller: &Caller, id: EventId) -> Result<Feed> {
    let event = load::visible(&backend.db, caller, id).await?.event;
    let (title, zone) = (event.title.clone(), event.zone.0);
    written(&backend.db, vec![event], (&title, zone, caller.words()), ()).await
}

async fn read(db: &impl ConnectionTrait, whose: Condition, now: Millis) -> Result<Vec<event::Model>> {
    // What was removed is told for as long as it would have been shown. If there are too many, those that are
    // over are left out first.
    let shown = event::Entity::find()
        .filter(whose)
        .filter(event::Column::EndsAt.gt(now.plus(-BACK_MS)))
        .filter(event::Column::StartsAt.lt(now.plus(AHEAD_MS)))
        .order_by_desc(event::Column::EndsAt.gt(now))
        .order_by_asc(event::Column::StartsAt)
        .order_by_asc(event::Column::Id);
    let more = u64::try_from(EVENTS + 1).unwrap_or(u64::MAX);
    Ok(shown.limit(more).all(db).await?)
}

async fn written(
    db: &impl ConnectionTrait,
    mut events: Vec<event::Model>,
    (name, zone, words): (&str, Tz, &Words),
    held: impl Send + 'static,
) -> Result<Feed> {
    let cut = events.len() > EVENTS;
    events.truncate(EVENTS);
    // The text does not change with the clock.
    events.sort_by_key(|event| (event.starts_at, event.id));
    let about = if cut { words.agenda.calendar_cut(EVENTS) } else { String::new() };
    let repeated = events.iter().filter(|event| event.repetition.is_some()).map(|event| event.id);
    let mut exceptions = exceptions_of_all(db, repeated.collect::<Vec<_>>()).await?;
    let entry = |event: event::Model| {
        let exceptions = exceptions.remove(&event.id).unwrap_or_default();
        Entry { event, exceptions }
    };
    let entries: Vec<Entry> = events.into_iter().map(entry).collect();
    let (name, holidays) = (name.to_owned(), settings::holidays(db).await?);
    let text = apart(held, move || {
        text::calendar(&Head { name: &name, about: &about, zone, holidays: &holidays }, &entries)
    });
    let text = text.await??;
    Ok(Feed { version: fingerprint(text.as_bytes()), text })
}

/// Writes on a thread of its own: readers of pages do not wait for it. What is held for it is given back when it
/// ends: it goes on when a program that asked has hung up.
async fn apart<T: Send + 'static>(
    held: impl Send + 'static,
    write: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    let task = tokio::task::spawn_blocking(move || {
        let written = write();
        drop(held);
        written
    });
    task.await.required("a calendar")
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        sync::{Arc, mpsc},
    };

    use futures::poll;
    use tokio::sync::Semaphore;

    use super::apart;

    #[tokio::test]
    async fn a_turn_lasts_until_the_calendar_is_written_even_if_nobody_waits_for_it() {
        let turns = Arc::new(Semaphore::new(1));
        let turn = Arc::clone(&turns).try_acquire_owned().expect("a turn");
        let (end, ends) = mpsc::channel::<()>();
        {
            let mut writing = pin!(apart(turn, move || ends.recv()));
            assert!(poll!(&mut writing).is_pending());
        }
        assert_eq!(turns.available_permits(), 0, "it is still written");
        end.send(()).expect("a thread that writes");
        drop(turns.acquire().await.expect("the next turn"));
    }
}
