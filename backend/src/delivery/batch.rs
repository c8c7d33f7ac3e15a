use std::collections::BTreeMap;

use domain::{CommunicationId, EstablishmentId, PersonId, time::Millis};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};

use super::{
    Event, lists,
    run::{Run, Step},
    tell,
};
use crate::{
    Backend, Result,
    database::begin_walk,
    directory::joins,
    entities::message,
    ground::sql::sql,
    mail,
    queue::{self, Kind},
    revision::{self, Scope},
    transaction,
};

/// Up to so many people to whom a record handed the message over are named one by one.
const NAMED_AT_MOST: usize = 100;

const ADD: &str = "delivered = COALESCE(publication.delivered, 0) + batch.people";

/// The next people of a message, ordered by id.
struct Batch {
    /// The id of the last one.
    last: i64,
    /// How many there are, copies included.
    rows: i64,
    /// How many are recipients through a school.
    people: i64,
    /// People by school, in each of their schools.
    of_school: BTreeMap<EstablishmentId, i64>,
}

/// Puts the message into the inboxes of the next batch; the last batch also finishes the message.
pub(super) async fn advance(backend: &Backend, run: &Run, row: &message::Model) -> Result<Step> {
    let walk = begin_walk(&backend.db).await?;
    let batch = next(&walk, row, run.batch).await?;
    walk.commit().await?;
    let is_last = batch.rows < i64::from(run.batch);
    let (set, reached) = if is_last {
        ("reached = :reached, delivered = delivered + :people, finished_at = :now", i64::MAX)
    } else {
        ("reached = :reached, delivered = delivered + :people", batch.last)
    };
    let went = transaction!(&backend.db, |tx| -> Option {
        // Read only now: on SQLite the transaction may have waited for other writers as long as a
        // lease lasts.
        let now = backend.clock.now();
        let named = [("reached", Value::from(reached)), ("people", batch.people.into()), ("now", now.into())];
        if run.hold(tx, now, set, &named).await?.is_none() {
            return Ok(None);
        }
        let mut schools = Vec::new();
        if let Some(communication) = row.communication_id {
            schools = lists::after_batch(tx, communication, &batch.of_school, is_last).await?;
            in_schools(tx, communication, ADD, &batch.of_school).await?;
            if is_last {
                publish(tx, communication, now).await?;
                tell(tx, now, communication, Event::Deployed, None).await?;
            }
        }
        let given = if is_last {
            queue::finish(tx, &run.lease, now, None).await?;
            joins::delivered(tx, row.id).await?
        } else {
            Vec::new()
        };
        if backend.mail.is_some() {
            let (after, up_to) = (PersonId(row.reached), PersonId(batch.last));
            mail::enqueue_batch(tx, now, row.id, after, up_to).await?;
        }
        let followed = row.communication_id.map(Scope::Communication).into_iter();
        revision::touch(tx, revision::MESSAGES, followed.chain(inboxes(row, &batch, &given))).await?;
        lists::wake(tx, &schools).await?;
        Ok(Some(()))
    })?;
    if is_last {
        backend.queue.wake(Kind::Tell);
    }
    Ok(match went {
        None => Step::Lost,
        Some(()) if is_last => Step::Finished,
        Some(()) => Step::Went,
    })
}

/// The inboxes that have the message now: those of the batch, and of the people to whom records handed it
/// over. These may stand anywhere, also before the batch.
fn inboxes(row: &message::Model, batch: &Batch, given: &[PersonId]) -> Vec<Scope> {
    let between = |after, up_to| Scope::Inboxes { message: row.id, after, up_to };
    if given.len() > NAMED_AT_MOST {
        return vec![between(PersonId(0), PersonId(i64::MAX))];
    }
    let of_batch = between(PersonId(row.reached), PersonId(batch.last));
    given.iter().copied().map(Scope::Person).chain([of_batch]).collect()
}

/// Reads the next batch along the primary key.
async fn next(db: &impl ConnectionTrait, row: &message::Model, limit: u32) -> Result<Batch> {
    let sql = format!(
        "SELECT w.establishment_id, COUNT(*) AS people, MAX(w.person_id) AS last FROM \
         (SELECT person_id, establishment_id FROM delivery WHERE message_id = :id AND person_id > :reached \
         ORDER BY person_id LIMIT {limit}) w GROUP BY w.establishment_id"
    );
    let mut batch = Batch { last: row.reached, rows: 0, people: 0, of_school: BTreeMap::new() };
    for found in db.query_all_raw(sql!(db, sql.as_str(), id = row.id, reached = row.reached)).await? {
        let school: Option<EstablishmentId> = found.try_get("", "establishment_id")?;
        let people: i64 = found.try_get("", "people")?;
        batch.last = batch.last.max(found.try_get("", "last")?);
        batch.rows += people;
        if let Some(school) = school {
            batch.people += people;
            *batch.of_school.entry(school).or_default() += people;
        }
    }
    let sql = "SELECT establishment_id, COUNT(*) AS people FROM delivery_also \
               WHERE message_id = :id AND person_id > :reached AND person_id <= :last GROUP BY establishment_id";
    let found = sql!(db, sql, id = row.id, reached = row.reached, last = batch.last);
    for found in db.query_all_raw(found).await? {
        let people: i64 = found.try_get("", "people")?;
        *batch.of_school.entry(found.try_get("", "establishment_id")?).or_default() += people;
    }
    Ok(batch)
}

/// Writes `set`, which may use `batch.people`, to the publications of these schools, in one
/// statement.
pub(super) async fn in_schools(
    db: &DatabaseTransaction,
    communication: CommunicationId,
    set: &str,
    of_school: &BTreeMap<EstablishmentId, i64>,
) -> Result<()> {
    if of_school.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = of_school.iter().map(|(school, people)| format!("({school},{people})")).collect();
    let sql = format!(
        "WITH batch(school, people) AS (VALUES {}) \
         UPDATE publication SET {set} FROM batch \
         WHERE publication.communication_id = :communication AND publication.establishment_id = batch.school",
        rows.join(",")
    );
    db.execute_raw(sql!(db, sql.as_str(), communication)).await?;
    Ok(())
}

/// Marks the message as delivered to everybody in every school that it goes to.
async fn publish(
    db: &DatabaseTransaction,
    communication: CommunicationId,
    Millis(now): Millis,
) -> Result<()> {
    let sql = "UPDATE publication SET published_at = :now, changed_at = :now \
               WHERE communication_id = :communication AND published_at IS NULL AND failed_at IS NULL";
    db.execute_raw(sql!(db, sql, now, communication)).await?;
    Ok(())
}
