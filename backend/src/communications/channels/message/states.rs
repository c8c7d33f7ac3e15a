use std::sync::Arc;

use domain::{EstablishmentId, MessageId, PersonId, time::Millis};
use moka::sync::Cache;
use sea_orm::{ConnectionTrait, FromQueryResult};
use tokio::sync::Mutex;

use super::remind;
use crate::{
    Backend, Result,
    access::Caller,
    communications::channels::figures::{State, States},
    entities::message,
    ground::sql::sql,
};

/// Up to this many people, the figures are always current.
const COUNTED_AT_ONCE: i64 = 20_000;
/// Above that, a process counts a message at most once in this time, however many pages follow it.
const FRESH_MS: i64 = 5_000;
/// Opening a message raises no counter. A page that follows a message looks again after this time,
/// or, for more people, after the time below.
const FOLLOWED_MS: i64 = 5_000;
const FOLLOWED_LARGE_MS: i64 = 30_000;
/// Above that, a process counts whom a person may still remind at most once in this time: it takes longer.
const LEFT_FRESH_MS: i64 = 60_000;
const REMEMBERED_MESSAGES: u64 = 200;

/// A message in one state of the database: after a restore, another message may have its number.
type Key = (MessageId, i64);

/// What this process counted for large messages, with the time of the count.
#[derive(Debug)]
pub struct MessageStates {
    counted: Cache<Key, (Millis, Arc<States>)>,
    /// How many people somebody may still remind.
    left: Cache<(Key, PersonId), (Millis, u64)>,
    /// When several pages ask at once, only one counts.
    turn: Mutex<()>,
}

impl Default for MessageStates {
    fn default() -> Self {
        Self {
            counted: Cache::builder().max_capacity(REMEMBERED_MESSAGES).build(),
            left: Cache::builder().max_capacity(REMEMBERED_MESSAGES).build(),
            turn: Mutex::default(),
        }
    }
}

/// When a page that follows a message to `expected` people should look again.
pub fn look_again(now: Millis, expected: Option<i64>) -> Millis {
    let few = expected.unwrap_or_default() <= COUNTED_AT_ONCE;
    now.plus(if few { FOLLOWED_MS } else { FOLLOWED_LARGE_MS })
}

/// The figures of a message to `expected` people: current for up to 20 000, at most 5 s old above
/// that.
pub async fn states(backend: &Backend, message: MessageId, expected: Option<i64>) -> Result<Arc<States>> {
    if expected.unwrap_or_default() <= COUNTED_AT_ONCE {
        return Ok(Arc::new(count(&backend.db, message).await?));
    }
    let key = (message, backend.revisions().incarnation);
    let MessageStates { counted, turn, .. } = &backend.states;
    let known = || recent(counted.get(&key), backend.clock.now(), FRESH_MS);
    if let Some(states) = known() {
        return Ok(states);
    }
    let _turn = turn.lock().await;
    if let Some(states) = known() {
        return Ok(states);
    }
    let now = backend.clock.now();
    let states = Arc::new(count(&backend.db, message).await?);
    counted.insert(key, (now, Arc::clone(&states)));
    Ok(states)
}

/// What was counted within this time; nothing that a clock which was set back has not reached yet.
fn recent<T>(counted: Option<(Millis, T)>, now: Millis, within: i64) -> Option<T> {
    let (at, counted) = counted?;
    (at <= now && now < at.plus(within)).then_some(counted)
}

/// How many people a reminder of this person would go to now: current for up to 20 000 recipients, at most
/// a minute old above that.
pub async fn left(backend: &Backend, caller: &Caller, of: &message::Model) -> Result<u64> {
    if of.expected.unwrap_or_default() <= COUNTED_AT_ONCE {
        return remind::left(&backend.db, caller, of.id).await;
    }
    let key = ((of.id, backend.revisions().incarnation), caller.person);
    let MessageStates { left, turn, .. } = &backend.states;
    let known = || recent(left.get(&key), backend.clock.now(), LEFT_FRESH_MS);
    if let Some(people) = known() {
        return Ok(people);
    }
    let _turn = turn.lock().await;
    if let Some(people) = known() {
        return Ok(people);
    }
    let now = backend.clock.now();
    let people = remind::left(&backend.db, caller, of.id).await?;
    left.insert(key, (now, people));
    Ok(people)
}

#[derive(FromQueryResult)]
struct SchoolCounts {
    establishment_id: EstablishmentId,
    opened: i64,
    acknowledged: i64,
    opened_once: i64,
    acknowledged_once: i64,
}

/// What was counted of people whose data are deleted: the figures stay.
#[derive(FromQueryResult)]
struct Deleted {
    /// `None` for all schools together.
    establishment_id: Option<EstablishmentId>,
    opened: i64,
    acknowledged: i64,
}

async fn add_gone(db: &impl ConnectionTrait, message: MessageId, states: &mut States) -> Result<()> {
    let sql = "SELECT CAST(NULL AS bigint) AS establishment_id, m.opened_gone AS opened, m.acknowledged_gone AS acknowledged FROM message m WHERE m.id = :message \
               UNION ALL SELECT p.establishment_id, p.opened_gone, p.acknowledged_gone FROM publication p \
               JOIN message m ON m.communication_id = p.communication_id WHERE m.id = :message \
               AND (p.opened_gone > 0 OR p.acknowledged_gone > 0)";
    for row in Deleted::find_by_statement(sql!(db, sql, message)).all(db).await? {
        let state = match row.establishment_id {
            None => &mut states.total,
            Some(school) => states.of_school.entry(school).or_default(),
        };
        state.opened += figure(row.opened);
        state.acknowledged += figure(row.acknowledged);
    }
    Ok(())
}

fn figure(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

async fn count(db: &impl ConnectionTrait, message: MessageId) -> Result<States> {
    let sql = "SELECT u.establishment_id, COUNT(u.read_at) AS opened, COUNT(u.noted_at) AS acknowledged, \
               COUNT(CASE WHEN u.further = 0 THEN u.read_at END) AS opened_once, \
               COUNT(CASE WHEN u.further = 0 THEN u.noted_at END) AS acknowledged_once FROM \
               (SELECT d.establishment_id, d.read_at, COALESCE(d.acknowledged_at, d.covered_at) AS noted_at, \
               0 AS further FROM delivery d WHERE d.message_id = :message AND d.establishment_id IS NOT NULL \
               UNION ALL SELECT a.establishment_id, d.read_at, COALESCE(d.acknowledged_at, d.covered_at), 1 \
               FROM delivery_also a JOIN delivery d ON d.message_id = a.message_id AND d.person_id = a.person_id \
               WHERE a.message_id = :message) u GROUP BY u.establishment_id";
    let mut states = States::default();
    for row in SchoolCounts::find_by_statement(sql!(db, sql, message)).all(db).await? {
        states.total.opened += figure(row.opened_once);
        states.total.acknowledged += figure(row.acknowledged_once);
        let state = State { opened: figure(row.opened), acknowledged: figure(row.acknowledged) };
        states.of_school.insert(row.establishment_id, state);
    }
    add_gone(db, message, &mut states).await?;
    Ok(states)
}
