use std::collections::{BTreeMap, BTreeSet};

use domain::{EstablishmentId, MessageId, time::Millis};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::{
    Backend, Result,
    database::begin_snapshot,
    entities::{message, publication},
    ground::sql::sql,
    revision::{self, Scope},
    transaction,
};

/// The values of counters, stored or correct.
#[derive(Debug, PartialEq, Eq)]
struct Figures {
    expected: i64,
    delivered: i64,
    /// Recipients, and how many of them it has reached, by school.
    of_school: BTreeMap<EstablishmentId, (i64, i64)>,
}

/// Compares the counters of messages with the rows they count, corrects them, and returns how many
/// messages were wrong. It checks finished messages that ended after `since`, and unfinished ones
/// that no process delivers at the moment. Deliveries that a process left unfinished are not its
/// task: their lease ends, and the engine resumes them.
pub async fn reconcile(backend: &Backend, since: Millis) -> Result<u64> {
    let db = &backend.db;
    let now = backend.clock.now();
    let mut mended = 0;
    for row in db.query_all_raw(sql!(db, to_compare(), since, now)).await? {
        let id: MessageId = row.try_get("", "id")?;
        let snapshot = begin_snapshot(db).await?;
        let agrees = noted(&snapshot, id).await? == counted(&snapshot, id).await?;
        snapshot.commit().await?;
        if !agrees && correct(backend, id).await? {
            mended += 1;
        }
    }
    if mended > 0 {
        backend.refresh().await?;
    }
    Ok(mended)
}

/// `SELECT id …` of the messages to compare: one selection for each index, because a region keeps hundreds of
/// thousands of messages, and few of them go out or have just ended.
fn to_compare() -> String {
    let ended = ["finished_at", "cancelled_at", "failed_at"].map(|ended| format!("{ended} >= :since"));
    let goes_out = "finished_at IS NULL AND cancelled_at IS NULL AND failed_at IS NULL AND NOT EXISTS \
                    (SELECT 1 FROM job j WHERE j.kind = 'deliver' AND j.key = CAST(message.id AS TEXT) \
                    AND j.leased_until >= :now)";
    let those = ended.into_iter().chain([goes_out.to_owned()]).map(|those| {
        format!(
            "SELECT id FROM message WHERE {those} AND sent_at IS NOT NULL \
             AND kind IN ('communication', 'reminder')"
        )
    });
    those.collect::<Vec<_>>().join(" UNION ")
}

/// Writes the counted figures over the noted ones. `false` when they agree by now.
async fn correct(backend: &Backend, id: MessageId) -> Result<bool> {
    let mended = transaction!(&backend.db, |tx| -> Option {
        // A process that delivers it waits until this is over.
        let hold = sql!(tx, "UPDATE message SET fence = fence WHERE id = :id", id);
        tx.execute_raw(hold).await?;
        let (noted, counted) = (noted(tx, id).await?, counted(tx, id).await?);
        if noted == counted {
            return Ok(None);
        }
        tracing::warn!(
            message = id.0,
            ?noted,
            ?counted,
            "the counters of a message were wrong and have been corrected"
        );
        let sql = "UPDATE message SET expected = :expected, delivered = :delivered WHERE id = :id";
        let correct = sql!(tx, sql, expected = counted.expected, delivered = counted.delivered, id);
        tx.execute_raw(correct).await?;
        let sql = "UPDATE publication SET recipients = :recipients, delivered = :delivered \
                   WHERE establishment_id = :school \
                   AND communication_id = (SELECT communication_id FROM message WHERE id = :id)";
        for (&school, &(recipients, delivered)) in &counted.of_school {
            if noted.of_school.get(&school) != Some(&(recipients, delivered)) {
                tx.execute_raw(sql!(tx, sql, recipients, delivered, school, id)).await?;
            }
        }
        let row = message::Entity::find_by_id(id).one(tx).await?;
        let followed = row.and_then(|row| row.communication_id).map(Scope::Communication);
        revision::touch(tx, revision::MESSAGES, followed).await?;
        Ok(Some(()))
    })?;
    Ok(mended.is_some())
}

/// The figures that the message and its publications hold.
async fn noted(db: &impl ConnectionTrait, id: MessageId) -> Result<Figures> {
    let mut figures = Figures { expected: 0, delivered: 0, of_school: BTreeMap::new() };
    let Some(message) = message::Entity::find_by_id(id).one(db).await? else { return Ok(figures) };
    figures.expected = message.expected.unwrap_or_default();
    figures.delivered = message.delivered;
    if let Some(communication) = message.communication_id {
        for row in publication::Entity::of(communication).all(db).await? {
            let noted = (row.recipients.unwrap_or_default(), row.delivered.unwrap_or_default());
            figures.of_school.insert(row.establishment_id, noted);
        }
    }
    Ok(figures)
}

/// The figures that the rows of deliveries give.
async fn counted(db: &impl ConnectionTrait, id: MessageId) -> Result<Figures> {
    let mut figures = Figures { expected: 0, delivered: 0, of_school: BTreeMap::new() };
    let sql = "SELECT u.establishment_id, u.further, COUNT(*) AS people, \
               COUNT(CASE WHEN u.person_id <= m.reached THEN 1 END) AS delivered FROM message m JOIN \
               (SELECT message_id, establishment_id, person_id, 0 AS further FROM delivery \
               WHERE message_id = :id AND establishment_id IS NOT NULL UNION ALL \
               SELECT message_id, establishment_id, person_id, 1 FROM delivery_also WHERE message_id = :id) u \
               ON u.message_id = m.id GROUP BY u.establishment_id, u.further";
    for row in db.query_all_raw(sql!(db, sql, id)).await? {
        let school: EstablishmentId = row.try_get("", "establishment_id")?;
        let further: i32 = row.try_get("", "further")?;
        let (people, delivered): (i64, i64) = (row.try_get("", "people")?, row.try_get("", "delivered")?);
        if further == 0 {
            figures.expected += people;
            figures.delivered += delivered;
        }
        let of_school = figures.of_school.entry(school).or_default();
        of_school.0 += people;
        of_school.1 += delivered;
    }
    add_gone(db, id, &mut figures).await?;
    // A school without people has no rows to count; a message without a communication has no
    // schools.
    let sql = "SELECT p.establishment_id FROM publication p JOIN message m ON m.communication_id = p.communication_id \
               WHERE m.id = :id";
    let rows = db.query_all_raw(sql!(db, sql, id)).await?;
    let schools = rows
        .iter()
        .map(|row| row.try_get("", "establishment_id"))
        .collect::<Result<BTreeSet<EstablishmentId>, _>>()?;
    figures.of_school.retain(|school, _| schools.contains(school));
    for school in schools {
        figures.of_school.entry(school).or_default();
    }
    Ok(figures)
}

/// The deliveries to people whose data are deleted count as before.
async fn add_gone(db: &impl ConnectionTrait, id: MessageId, figures: &mut Figures) -> Result<()> {
    let sql = "SELECT delivered_gone FROM message WHERE id = :id";
    if let Some(row) = db.query_one_raw(sql!(db, sql, id)).await? {
        let gone: i64 = row.try_get("", "delivered_gone")?;
        figures.expected += gone;
        figures.delivered += gone;
    }
    let sql = "SELECT p.establishment_id, p.delivered_gone FROM publication p JOIN message m \
               ON m.communication_id = p.communication_id WHERE m.id = :id AND p.delivered_gone > 0";
    for row in db.query_all_raw(sql!(db, sql, id)).await? {
        let school: EstablishmentId = row.try_get("", "establishment_id")?;
        let gone: i64 = row.try_get("", "delivered_gone")?;
        let of_school = figures.of_school.entry(school).or_default();
        of_school.0 += gone;
        of_school.1 += gone;
    }
    Ok(())
}
