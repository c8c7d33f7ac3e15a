//! *Prévenir les abonnés*: a notification to those who were not told before; and that an event was
//! corrected or cancelled.

use std::collections::BTreeSet;

use domain::{
    EstablishmentId, EventId, PersonId,
    agenda::EventState,
    messages::{MessageKind, Notice},
    spaces::ToldKind,
    time::Millis,
    versions::VersionedKind,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult};
use words::Language;

use super::{corrections, load};
use crate::{
    Backend, Result,
    access::{Space, author, name_to_families, space_for_work},
    audience::people_sql,
    database::statement,
    delivery::{self, Content, Letter},
    entities::event,
    ground::sql::sql,
    queue::{self, Kind, Lease, New},
    spaces::{Subject, newly_told, subscriber_count},
    transaction,
    versions::store_seen,
};

/// The detail of the job that tells subscribers of an event.
pub(crate) const EVENT_PUBLISHED: &str = "event-published";

/// Enqueues the notification of the subscribers. Call it in the transaction that publishes.
pub(super) async fn enqueue_telling(tx: &DatabaseTransaction, now: Millis, id: EventId) -> Result<()> {
    let key = format!("{EVENT_PUBLISHED}-{id}-{now}");
    let new = New { detail: Some(EVENT_PUBLISHED), ..New::about(Kind::Tell, &key, id.0, now) };
    queue::enqueue(tx, now, &new).await?;
    Ok(())
}

/// The detail of the job that tells those who had read an event that it was corrected.
pub(crate) const EVENT_CORRECTED: &str = "event-corrected";

/// Enqueues the notification of those who had read it. Call it in the transaction that corrects; `by`
/// is the person who corrects.
pub(super) async fn enqueue_correction(
    tx: &DatabaseTransaction,
    now: Millis,
    id: EventId,
    by: PersonId,
) -> Result<()> {
    let key = format!("{EVENT_CORRECTED}-{id}-{now}");
    let about = New::about(Kind::Tell, &key, id.0, now);
    let new = New { detail: Some(EVENT_CORRECTED), person: Some(by.0), ..about };
    queue::enqueue(tx, now, &new).await?;
    Ok(())
}

/// The detail of the job that tells those who knew of an event that it does not take place.
pub(crate) const EVENT_CANCELLED: &str = "event-cancelled";

/// Enqueues the notification of those who were told of it or had read it. Call it in the transaction
/// that cancels or removes it; `by` is the person who does.
pub(super) async fn enqueue_cancellation(
    tx: &DatabaseTransaction,
    now: Millis,
    id: EventId,
    by: PersonId,
) -> Result<()> {
    let key = format!("{EVENT_CANCELLED}-{id}");
    let about = New::about(Kind::Tell, &key, id.0, now);
    let new = New { detail: Some(EVENT_CANCELLED), person: Some(by.0), ..about };
    queue::enqueue(tx, now, &new).await?;
    Ok(())
}

/// How many people would be told now: of an event that is there, or of a new one.
pub(super) async fn to_tell(
    db: &impl ConnectionTrait,
    space: &Space,
    (id, author): (Option<EventId>, PersonId),
) -> Result<u64> {
    let id = id.map_or(0, |id| id.0);
    subscriber_count(db, space, Subject { kind: ToldKind::Event, id, author }).await
}

/// Tells the subscribers of an event who were not told before, and ends the job in the same
/// transaction.
pub(crate) async fn about_event(backend: &Backend, lease: &Lease) -> Result<()> {
    let (id, now) = (EventId(lease.subject()?), backend.clock.now());
    transaction!(&backend.db, |tx| {
        // Otherwise the process that holds the job by now tells them.
        if !queue::finish(tx, lease, now, None).await? {
            return Ok(());
        }
        let Some(row) = event::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
        let (Some(of), EventState::Planned) = (row.space_id, row.state) else { return Ok(()) };
        let space = space_for_work(tx, of).await?;
        let subject = Subject { kind: ToldKind::Event, id: id.0, author: row.author_id };
        let people = newly_told(tx, &space, subject).await?;
        if people.is_empty() {
            return Ok(());
        }
        let key = format!("{EVENT_PUBLISHED}-{id}-{}", lease.id);
        write(tx, now, (row, &space), (key, What::Published), &people).await
    })
}

/// Tells the readers of a corrected event who had read it before, and ends the job in the same
/// transaction.
pub(crate) async fn about_correction(backend: &Backend, lease: &Lease) -> Result<()> {
    let (id, now) = (EventId(lease.subject()?), backend.clock.now());
    store_seen(backend).await?;
    transaction!(&backend.db, |tx| {
        // Otherwise the process that holds the job by now tells them.
        if !queue::finish(tx, lease, now, None).await? {
            return Ok(());
        }
        let Some(row) = event::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
        let (Some(of), EventState::Planned) = (row.space_id, row.state) else { return Ok(()) };
        let space = space_for_work(tx, of).await?;
        let by = PersonId(lease.person_id.unwrap_or_default());
        let people = corrections::readers(tx, &space, (id, by)).await?;
        if people.is_empty() {
            return Ok(());
        }
        let key = format!("{EVENT_CORRECTED}-{id}-{}", lease.id);
        write(tx, now, (row, &space), (key, What::Corrected), &people).await
    })
}

/// Tells those who knew of an event that it does not take place, and ends the job in the same
/// transaction.
pub(crate) async fn about_cancellation(backend: &Backend, lease: &Lease) -> Result<()> {
    let (id, now) = (EventId(lease.subject()?), backend.clock.now());
    store_seen(backend).await?;
    transaction!(&backend.db, |tx| {
        // Otherwise the process that holds the job by now tells them.
        if !queue::finish(tx, lease, now, None).await? {
            return Ok(());
        }
        let Some(row) = event::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
        let Some(of) = row.space_id else { return Ok(()) };
        let space = space_for_work(tx, of).await?;
        let by = PersonId(lease.person_id.unwrap_or_default());
        let people = who_knew(tx, &space, &row, by).await?;
        if people.is_empty() {
            return Ok(());
        }
        write(tx, now, (row, &space), (format!("{EVENT_CANCELLED}-{id}"), What::Cancelled), &people).await
    })
}

#[derive(FromQueryResult)]
struct PersonRow {
    person_id: PersonId,
}

/// The readers of a space who were told of an event or have read it, and its author; without `by`.
async fn who_knew(
    db: &impl ConnectionTrait,
    space: &Space,
    row: &event::Model,
    by: PersonId,
) -> Result<Vec<PersonId>> {
    let (people, mut values) = people_sql(&space.readers);
    let id = row.id;
    let sql = format!(
        "SELECT r.person_id FROM ({people}) r JOIN person p ON p.id = r.person_id \
         WHERE p.removed_at IS NULL AND (EXISTS (SELECT 1 FROM subscriber_told t WHERE t.kind = ? \
         AND t.subject_id = {id} AND t.person_id = r.person_id) OR EXISTS (SELECT 1 FROM seen s \
         WHERE s.subject_kind = ? AND s.subject_id = {id} AND s.person_id = r.person_id))"
    );
    values.push(ToldKind::Event.into());
    values.push(VersionedKind::Event.into());
    let rows = PersonRow::find_by_statement(statement(db, &sql, values)).all(db).await?;
    let mut people: BTreeSet<PersonId> = rows.into_iter().map(|row| row.person_id).collect();
    people.extend(author(db, row.author_id).await?.map(|author| author.person));
    people.remove(&by);
    Ok(people.into_iter().collect())
}

/// What became of an event.
#[derive(Clone, Copy)]
enum What {
    Published,
    Corrected,
    Cancelled,
}

/// Posts the letter about an event.
async fn write(
    tx: &DatabaseTransaction,
    now: Millis,
    (row, space): (event::Model, &Space),
    (key, what): (String, What),
    people: &[PersonId],
) -> Result<()> {
    let (name, _) = load::name_of(tx, space).await?;
    let named = has_people_elsewhere(tx, space.school, &row).await?;
    let zone = named.then(|| row.zone.0.name().to_owned());
    let source = name.school.clone();
    let author = name_to_families(tx, row.author_id).await?;
    let (event, time, title) = (row.id, *row.time, row.title);
    let notice = match what {
        What::Published => Notice::EventPublished { title, author, space: name, event, time, zone },
        What::Corrected => Notice::EventCorrected { title, space: name, event, time, zone },
        What::Cancelled => Notice::EventCancelled { title, space: name, time, zone },
    };
    let letter = Letter {
        sender_name: Language::default().words().notifications.sender.to_owned(),
        source_name: source,
        ..Letter::new(MessageKind::Notification, key, Content::Notice(notice), now)
    };
    delivery::post(tx, now, letter, people).await?;
    Ok(())
}

/// Whether somebody of the school also belongs to a school in another time zone than the event's.
async fn has_people_elsewhere(
    db: &impl ConnectionTrait,
    school: EstablishmentId,
    event: &event::Model,
) -> Result<bool> {
    let text = "SELECT 1 AS there FROM cohort c JOIN membership m ON m.cohort_id = c.id \
                JOIN membership o ON o.person_id = m.person_id JOIN cohort oc ON oc.id = o.cohort_id \
                JOIN establishment e ON e.id = oc.establishment_id \
                WHERE c.establishment_id = :school AND e.time_zone <> :zone LIMIT 1";
    let row = db.query_one_raw(sql!(db, text, school, zone = event.zone.0.name())).await?;
    Ok(row.is_some())
}
