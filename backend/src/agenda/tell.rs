//! *Prévenir les abonnés*: a notification to those who were not told before; and that an event, or one of
//! its dates, was corrected or cancelled.

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{
    EstablishmentId, EventId, PersonId,
    agenda::{EventState, EventTime},
    messages::{MessageKind, Notice},
    spaces::ToldKind,
    time::Millis,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};
use serde::{Deserialize, Serialize};
use values::columns::Json;
use words::Language;

use super::{
    corrections, load,
    occurrences::{Planned, calendar_of, exceptions_of, said_of},
};
use crate::{
    Backend, Result,
    access::{Space, name_to_families, space_for_work},
    delivery::{self, Content, Letter},
    entities::{Day, event, event_exception},
    ground::sql::sql,
    queue::{self, Kind, Lease, New},
    spaces::{Subject, newly_told, subscriber_count},
    stored::{from_json, to_json},
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
    let new = New { detail: Some(EVENT_CORRECTED), person: Some(by), ..about };
    queue::enqueue(tx, now, &new).await?;
    Ok(())
}

/// The detail of the job that tells those who knew of an event that it was cancelled or removed.
pub(crate) const EVENT_ENDED: &str = "event-ended";

/// Enqueues the notification of those who had read it or were told of it. Call it in the transaction
/// that ends it; `by` is the person who does.
pub(super) async fn enqueue_end(
    tx: &DatabaseTransaction,
    now: Millis,
    id: EventId,
    by: PersonId,
) -> Result<()> {
    let key = format!("{EVENT_ENDED}-{id}");
    let about = New::about(Kind::Tell, &key, id.0, now);
    let new = New { detail: Some(EVENT_ENDED), person: Some(by), ..about };
    queue::enqueue(tx, now, &new).await?;
    Ok(())
}

/// Begins the detail of the job that tells those who knew of a repeated event what became of one of its
/// dates. A [`DateChange`] follows.
pub(crate) const EVENT_DATE: &str = "event-date";

/// What became of one date of a repeated event.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DateChange {
    /// The day that the repetition gives it.
    pub day: NaiveDate,
    /// When it took place until now.
    pub before: EventTime,
    /// When it takes place from now on; `None` if it does not.
    pub after: Option<EventTime>,
}

impl DateChange {
    /// Whether somebody who does not hear of it comes in vain, or comes too late.
    pub fn leads_astray(&self, zone: Tz, now: Millis) -> bool {
        let is_to_come = |time: EventTime| time.bounds(zone).1 > now;
        self.after != Some(self.before) && (is_to_come(self.before) || self.after.is_some_and(is_to_come))
    }
}

/// Enqueues the notification of those who had read the event or were told of it. Call it in the
/// transaction that changes the date; `sequence` is the event's from then on, and `by` the person who does.
pub(super) async fn enqueue_date(
    tx: &DatabaseTransaction,
    now: Millis,
    (id, sequence): (EventId, i32),
    by: PersonId,
    change: &DateChange,
) -> Result<()> {
    let key = format!("{EVENT_DATE}-{id}-{sequence}");
    let detail = format!("{EVENT_DATE} {}", to_json("a date of an event", change)?);
    let about = New::about(Kind::Tell, &key, id.0, now);
    let new = New { detail: Some(&detail), person: Some(by), ..about };
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
        let told_of = |state: EventState| state == EventState::Planned;
        let Some((row, space)) = ended(tx, lease, (id, now), told_of).await? else { return Ok(()) };
        let subject = Subject { kind: ToldKind::Event, id: id.0, author: row.author_id };
        let people = newly_told(tx, &space, subject).await?;
        if people.is_empty() {
            return Ok(());
        }
        let key = format!("{EVENT_PUBLISHED}-{id}-{}", lease.id);
        write(tx, now, (row, &space), (key, Told::Published), &people).await
    })
}

/// Tells the readers of a corrected event who knew it before, and ends the job in the same
/// transaction.
pub(crate) async fn about_correction(backend: &Backend, lease: &Lease) -> Result<()> {
    tell_who_knew(backend, lease, Happened::Corrected).await
}

/// Tells those who knew of an event that it does not take place, and ends the job in the same
/// transaction.
pub(crate) async fn about_end(backend: &Backend, lease: &Lease) -> Result<()> {
    tell_who_knew(backend, lease, Happened::Ended).await
}

/// Ends a job, and returns its event with the space. `None` when there is nobody to tell: the event is
/// in no space, or in a state that is not `told_of`, or another process holds the job by now and tells
/// them.
async fn ended(
    tx: &DatabaseTransaction,
    lease: &Lease,
    (id, now): (EventId, Millis),
    told_of: impl Fn(EventState) -> bool,
) -> Result<Option<(event::Model, Space)>> {
    if !queue::finish(tx, lease, now, None).await? {
        return Ok(None);
    }
    let Some(row) = event::Entity::find_by_id(id).one(tx).await? else { return Ok(None) };
    let Some(of) = row.space_id.filter(|_| told_of(row.state)) else { return Ok(None) };
    let space = space_for_work(tx, of).await?;
    Ok(Some((row, space)))
}

/// What happened to an event that people knew of.
#[derive(Clone, Copy)]
enum Happened {
    Corrected,
    Ended,
}

impl Happened {
    const fn detail(self) -> &'static str {
        match self {
            Self::Corrected => EVENT_CORRECTED,
            Self::Ended => EVENT_ENDED,
        }
    }

    /// Whether an event in this state is to be told of: one that was corrected may have ended since.
    const fn concerns(self, state: EventState) -> bool {
        match self {
            Self::Corrected => matches!(state, EventState::Planned),
            Self::Ended => matches!(state, EventState::Cancelled | EventState::Removed),
        }
    }
}

async fn tell_who_knew(backend: &Backend, lease: &Lease, happened: Happened) -> Result<()> {
    let (id, now) = (EventId(lease.subject()?), backend.clock.now());
    store_seen(backend).await?;
    transaction!(&backend.db, |tx| {
        let told_of = |state: EventState| happened.concerns(state);
        let Some((row, space)) = ended(tx, lease, (id, now), told_of).await? else { return Ok(()) };
        let by = lease.person_id.unwrap_or(PersonId(0));
        let people = corrections::readers(tx, &space, (id, by)).await?;
        if people.is_empty() {
            return Ok(());
        }
        let key = format!("{}-{id}-{}", happened.detail(), lease.id);
        let told = match happened {
            Happened::Corrected => Told::Corrected,
            Happened::Ended => Told::Ended { by: name_to_families(tx, by).await? },
        };
        write(tx, now, (row, &space), (key, told), &people).await
    })
}

/// Tells those who knew of a repeated event what became of one of its dates, and ends the job in the same
/// transaction.
pub(crate) async fn about_date(backend: &Backend, lease: &Lease) -> Result<()> {
    let (id, now) = (EventId(lease.subject()?), backend.clock.now());
    let detail = lease.detail.as_deref().and_then(|detail| detail.strip_prefix(EVENT_DATE));
    let change: DateChange = from_json("a date of an event", detail.unwrap_or_default())?;
    store_seen(backend).await?;
    transaction!(&backend.db, |tx| {
        // Otherwise the process that holds the job by now tells them.
        if !queue::finish(tx, lease, now, None).await? {
            return Ok(());
        }
        let Some(row) = event::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
        // Who hears that nothing at all takes place needs to hear nothing of one date.
        let (Some(of), EventState::Planned) = (row.space_id, row.state) else { return Ok(()) };
        let space = space_for_work(tx, of).await?;
        let by = lease.person_id.unwrap_or(PersonId(0));
        let people = corrections::readers(tx, &space, (id, by)).await?;
        if people.is_empty() {
            return Ok(());
        }
        let DateChange { day, before, after } = change;
        let told = match after {
            Some(time) => {
                let instead = event_exception::Entity::find_by_id((id, Day(day))).one(tx).await?;
                let title = instead.and_then(|row| row.said).map(|said| said.into_inner().title);
                let before = Some(before).filter(|before| *before != time);
                Told::DateChanged { title: title.unwrap_or_else(|| row.title.clone()), day, time, before }
            }
            None => Told::DateEnded { by: name_to_families(tx, by).await?, time: before },
        };
        let key = format!("{EVENT_DATE}-{id}-{}", lease.id);
        write(tx, now, (row, &space), (key, told), &people).await
    })
}

/// What a letter says of an event.
enum Told {
    Published,
    Corrected,
    Ended { by: String },
    DateChanged { title: String, day: NaiveDate, time: EventTime, before: Option<EventTime> },
    DateEnded { by: String, time: EventTime },
}

/// Posts the letter about an event that is new, was corrected, or does not take place, or about one of its
/// dates.
async fn write(
    tx: &DatabaseTransaction,
    now: Millis,
    (row, space): (event::Model, &Space),
    (key, told): (String, Told),
    people: &[PersonId],
) -> Result<()> {
    let (name, _) = load::name_of(tx, space).await?;
    let named = has_people_elsewhere(tx, space.school, &row).await?;
    let zone = named.then(|| row.zone.0.name().to_owned());
    let source = name.school.clone();
    let time = next_time(tx, &row, now).await?;
    let (event, title, repetition) = (row.id, row.title, row.repetition.map(Json::into_inner));
    let notice = match told {
        Told::Published => {
            let author = name_to_families(tx, row.author_id).await?;
            Notice::EventPublished { title, author, space: name, event, time, repetition, zone }
        }
        Told::Corrected => Notice::EventCorrected { title, space: name, event, time, repetition, zone },
        Told::Ended { by } => Notice::EventEnded { title, by, space: name, time, repetition, zone },
        Told::DateChanged { title, day, time, before } => {
            Notice::EventDateChanged { title, space: name, event, day, time, before, zone }
        }
        Told::DateEnded { by, time } => Notice::EventDateEnded { title, by, space: name, event, time, zone },
    };
    let letter = Letter {
        sender_name: Language::default().words().notifications.sender.to_owned(),
        source_name: source,
        ..Letter::new(MessageKind::Notification, key, Content::Notice(notice), now)
    };
    delivery::post(tx, now, letter, people).await?;
    Ok(())
}

/// When an event takes place; of a repeated one the date that is next, or would be if it was not removed.
async fn next_time(db: &impl ConnectionTrait, row: &event::Model, now: Millis) -> Result<EventTime> {
    let repetition = row.repetition.as_deref();
    if repetition.is_none() {
        return Ok(*row.time);
    }
    let exceptions = exceptions_of(db, row.id).await?;
    let planned = Planned::of(&said_of(row), repetition, &exceptions, &calendar_of(db, repetition).await?)?;
    let times = planned.taking_place.iter().map(|(_, said, _)| said.time);
    let to_come = times.filter(|time| time.bounds(row.zone.0).1 > now);
    Ok(to_come.min_by_key(|time| time.bounds(row.zone.0).0).unwrap_or(*row.time))
}

/// Whether somebody of the school also belongs to a school in another time zone than the event's.
pub(super) async fn has_people_elsewhere(
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
