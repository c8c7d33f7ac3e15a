//! Other school holidays were entered: who knew of a repeated event that leaves them out hears once on which
//! of its dates it takes place no more, or again.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::{
    EventId, PersonId,
    agenda::{EventState, EventTime},
    messages::{MessageKind, Notice},
    time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use words::Language;

use super::{corrections, load, tell::has_people_elsewhere};
use crate::{
    Backend, Result,
    access::{Space, author, space_for_work},
    delivery::{self, Content, Letter},
    entities::{event, event_occurrence},
    queue::{self, Kind, Lease, New},
    stored::{from_json, to_json},
    transaction,
    versions::store_seen,
};

/// Begins the detail of the job that tells of it. [`OtherDates`] follow.
pub(crate) const EVENT_HOLIDAYS: &str = "event-holidays";

/// A letter names so many dates of each kind at most.
const MAX_NAMED: usize = 10;

/// What other holidays make of the dates of an event that are to come.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OtherDates {
    gone: Vec<EventTime>,
    back: Vec<EventTime>,
    /// There are more than these.
    more: bool,
}

impl OtherDates {
    /// `None` when they are the same. `time` is that of the event on any day.
    pub fn between(
        before: &BTreeSet<NaiveDate>,
        after: &BTreeSet<NaiveDate>,
        time: EventTime,
    ) -> Option<Self> {
        let times = |of: &BTreeSet<NaiveDate>, not: &BTreeSet<NaiveDate>| -> Vec<EventTime> {
            of.difference(not).map(|day| time.beginning_on(*day)).collect()
        };
        let (mut gone, mut back) = (times(before, after), times(after, before));
        if gone.is_empty() && back.is_empty() {
            return None;
        }
        let more = gone.len() > MAX_NAMED || back.len() > MAX_NAMED;
        gone.truncate(MAX_NAMED);
        back.truncate(MAX_NAMED);
        Some(Self { gone, back, more })
    }
}

/// The days of an event that are not over at an instant.
pub(super) async fn days_after(
    db: &impl ConnectionTrait,
    id: EventId,
    instant: Millis,
) -> Result<BTreeSet<NaiveDate>> {
    let rows = event_occurrence::Entity::find()
        .filter(event_occurrence::Column::EventId.eq(id))
        .filter(event_occurrence::Column::EndsAt.gt(instant))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| row.day.0).collect())
}

/// Enqueues the notification. Call it in the transaction that plans the event anew; `sequence` is the event's
/// from then on, and `by` the person who entered the holidays.
pub(super) async fn enqueue_holidays(
    tx: &DatabaseTransaction,
    now: Millis,
    (id, sequence): (EventId, i32),
    by: Option<PersonId>,
    dates: &OtherDates,
) -> Result<()> {
    let key = format!("{EVENT_HOLIDAYS}-{id}-{sequence}");
    let detail = format!("{EVENT_HOLIDAYS} {}", to_json("the dates of an event", dates)?);
    let about = New::about(Kind::Tell, &key, id.0, now);
    let new = New { detail: Some(&detail), person: by, ..about };
    queue::enqueue(tx, now, &new).await?;
    Ok(())
}

/// Tells those who knew of the event, or the person in whose own agenda it stands, and ends the job in the
/// same transaction.
pub(crate) async fn about_holidays(backend: &Backend, lease: &Lease) -> Result<()> {
    let (id, now) = (EventId(lease.subject()?), backend.clock.now());
    let detail = lease.detail.as_deref().and_then(|detail| detail.strip_prefix(EVENT_HOLIDAYS));
    let dates: OtherDates = from_json("the dates of an event", detail.unwrap_or_default())?;
    store_seen(backend).await?;
    transaction!(&backend.db, |tx| {
        // Otherwise the process that holds the job by now tells them.
        if !queue::finish(tx, lease, now, None).await? {
            return Ok(());
        }
        let Some(row) = event::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
        if row.state != EventState::Planned {
            return Ok(());
        }
        let by = lease.person_id.unwrap_or(PersonId(0));
        let (space, people) = whom(tx, &row, by).await?;
        if people.is_empty() {
            return Ok(());
        }
        let letter = letter(tx, now, lease, (&row, space.as_ref()), &dates).await?;
        delivery::post(tx, now, letter, &people).await?;
        Ok(())
    })
}

/// The space of an event, and those who knew of it; without a space, whose it is.
async fn whom(
    tx: &DatabaseTransaction,
    row: &event::Model,
    by: PersonId,
) -> Result<(Option<Space>, Vec<PersonId>)> {
    if let Some(of) = row.space_id {
        let space = space_for_work(tx, of).await?;
        let people = corrections::readers(tx, &space, (row.id, by)).await?;
        return Ok((Some(space), people));
    }
    let owner = match row.owner_id.filter(|owner| *owner != by) {
        Some(owner) => author(tx, owner).await?,
        None => None,
    };
    Ok((None, owner.into_iter().map(|owner| owner.person).collect()))
}

async fn letter(
    tx: &DatabaseTransaction,
    now: Millis,
    lease: &Lease,
    (row, space): (&event::Model, Option<&Space>),
    dates: &OtherDates,
) -> Result<Letter> {
    let (name, named) = match space {
        Some(space) => {
            let (name, _) = load::name_of(tx, space).await?;
            (Some(name), has_people_elsewhere(tx, space.school, row).await?)
        }
        None => (None, false),
    };
    let source = name.as_ref().map(|name| name.school.clone());
    let notice = Notice::EventHolidays {
        title: row.title.clone(),
        space: name,
        event: row.id,
        gone: dates.gone.clone(),
        back: dates.back.clone(),
        more: dates.more,
        zone: named.then(|| row.zone.0.name().to_owned()),
    };
    let key = format!("{EVENT_HOLIDAYS}-{}-{}", row.id, lease.id);
    Ok(Letter {
        sender_name: Language::default().words().notifications.sender.to_owned(),
        source_name: source.unwrap_or_default(),
        ..Letter::new(MessageKind::Notification, key, Content::Notice(notice), now)
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::NaiveDate;
    use domain::agenda::EventTime;

    use super::{MAX_NAMED, OtherDates};

    #[test]
    fn only_other_dates_are_told_and_never_a_hundred_of_them() {
        let day = |number: u32| NaiveDate::from_yo_opt(2026, number).expect("a day");
        let time = EventTime::Days { first: day(1), last: day(1) };
        let days = |from: u32, to: u32| -> BTreeSet<NaiveDate> { (from..to).map(day).collect() };
        assert_eq!(OtherDates::between(&days(1, 9), &days(1, 9), time), None);
        let moved = OtherDates::between(&days(1, 9), &days(2, 11), time).expect("other dates");
        assert_eq!((moved.gone.len(), moved.back.len(), moved.more), (1, 2, false));
        assert_eq!(moved.gone[0].first_day(), day(1));
        let many = OtherDates::between(&days(1, 100), &days(90, 91), time).expect("other dates");
        assert_eq!((many.gone.len(), many.back.len(), many.more), (MAX_NAMED, 0, true));
    }
}
