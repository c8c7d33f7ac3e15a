use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    EventId,
    agenda::{Calendar, MAX_DATES, Repetition, Said},
    fields::FieldProblem,
    time::Millis,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter,
};

use super::rule::days_of;
use crate::{
    Error, Result,
    database::rows_per_insert,
    entities::{Day, event, event_exception, event_occurrence},
    settings,
};

/// What takes place on some days instead: something else, or nothing.
pub(super) type Exceptions = BTreeMap<NaiveDate, Option<Said>>;

/// The days of an event, and what becomes of each.
pub(super) struct Planned {
    /// By the day that the repetition gives it; `true` where an exception says what takes place.
    pub taking_place: Vec<(NaiveDate, Said, bool)>,
    /// The days that are left out, for holidays or by themselves.
    pub left_out: Vec<NaiveDate>,
}

impl Planned {
    /// # Errors
    /// [`Error::Fields`] for a repetition with too many days.
    pub fn of(
        said: &Said,
        repetition: Option<&Repetition>,
        exceptions: &Exceptions,
        calendar: &Calendar,
    ) -> Result<Self> {
        let first = said.time.first_day();
        let days = match repetition {
            Some(repetition) => days_of(first, repetition)?,
            None => vec![first],
        };
        let zone = repetition.and_then(|repetition| repetition.except_holidays);
        let mut planned = Self { taking_place: Vec::new(), left_out: Vec::new() };
        for day in days {
            match exceptions.get(&day) {
                Some(Some(instead)) => planned.taking_place.push((day, instead.clone(), true)),
                Some(None) => planned.left_out.push(day),
                None if zone.is_some_and(|zone| calendar.is_holiday(zone, day)) => planned.left_out.push(day),
                None => {
                    let said = Said { time: said.time.beginning_on(day), ..said.clone() };
                    planned.taking_place.push((day, said, false));
                }
            }
        }
        Ok(planned)
    }
}

/// What the event says, on the first of its days.
pub(super) fn said_of(event: &event::Model) -> Said {
    Said {
        title: event.title.clone(),
        place: event.place.clone(),
        description: event.description.clone(),
        time: *event.time,
    }
}

pub(super) async fn exceptions_of(db: &impl ConnectionTrait, id: EventId) -> Result<Exceptions> {
    let rows =
        event_exception::Entity::find().filter(event_exception::Column::EventId.eq(id)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.day.0, row.said.map(values::columns::Json::into_inner))).collect())
}

/// The same of several events at once.
pub(super) async fn exceptions_of_all(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = EventId> + Send,
) -> Result<BTreeMap<EventId, Exceptions>> {
    let these = event_exception::Column::EventId.is_in(ids);
    let mut all: BTreeMap<EventId, Exceptions> = BTreeMap::new();
    for row in event_exception::Entity::find().filter(these).all(db).await? {
        let said = row.said.map(values::columns::Json::into_inner);
        all.entry(row.event_id).or_default().insert(row.day.0, said);
    }
    Ok(all)
}

/// The holidays that a repetition leaves out; it is read only for one that does.
pub(super) async fn calendar_of(
    db: &impl ConnectionTrait,
    repetition: Option<&Repetition>,
) -> Result<Calendar> {
    match repetition.and_then(|repetition| repetition.except_holidays) {
        Some(_) => settings::holidays(db).await,
        None => Ok(Calendar::default()),
    }
}

/// Writes the occurrences of an event anew, from what is stored of it. Exceptions whose day the
/// repetition no longer has are forgotten, and all of them when it is no longer repeated. Call it under
/// the lock of the event.
///
/// # Errors
/// [`Error::Fields`] when there are too many, of the event or in its agenda, or when nothing is left.
pub(super) async fn rewrite(db: &impl ConnectionTrait, event: event::Model) -> Result<()> {
    let id = event.id;
    if event.repetition.is_none() {
        let of_event = event_exception::Column::EventId.eq(id);
        event_exception::Entity::delete_many().filter(of_event).exec(db).await?;
    }
    let exceptions = exceptions_of(db, id).await?;
    let calendar = calendar_of(db, event.repetition.as_deref()).await?;
    let planned = Planned::of(&said_of(&event), event.repetition.as_deref(), &exceptions, &calendar)?;
    let zone = event.zone.0;
    let rows: Vec<event_occurrence::ActiveModel> = planned
        .taking_place
        .iter()
        .map(|(day, said, changed)| {
            let (starts_at, ends_at) = said.time.bounds(zone);
            event_occurrence::ActiveModel {
                event_id: Set(id),
                day: Set(Day(*day)),
                space_id: Set(event.space_id),
                owner_id: Set(event.owner_id),
                starts_at: Set(starts_at),
                ends_at: Set(ends_at),
                changed: Set(*changed),
            }
        })
        .collect();
    let bounds = |said: &Said| said.time.bounds(zone);
    let begins = planned.taking_place.iter().map(|(_, said, _)| bounds(said).0).min();
    let ends = planned.taking_place.iter().map(|(_, said, _)| bounds(said).1).max();
    let (Some(starts_at), Some(ends_at)) = (begins, ends) else {
        return Err(Error::field("repetition", FieldProblem::NoOccurrence));
    };
    if rows.len() > 1 {
        refuse_too_many(db, &event, rows.len() as u64).await?;
    }
    forget_occurrences(db, id).await?;
    for some in rows.chunks(rows_per_insert(7)) {
        event_occurrence::Entity::insert_many(some.to_vec()).exec_without_returning(db).await?;
    }
    let known = |day: &NaiveDate| {
        planned.left_out.contains(day) || planned.taking_place.iter().any(|(of, ..)| of == day)
    };
    for day in exceptions.keys().filter(|day| !known(day)) {
        event_exception::Entity::delete_by_id((id, Day(*day))).exec(db).await?;
    }
    store_bounds(db, event, starts_at, ends_at).await
}

/// Refuses an event that would have more dates than before, and its agenda more than it may hold.
async fn refuse_too_many(db: &impl ConnectionTrait, event: &event::Model, dates: u64) -> Result<()> {
    use event_occurrence::{Column, Entity};
    let of_event = Entity::find().filter(Column::EventId.eq(event.id)).count(db).await?;
    let in_agenda = match event.space_id {
        Some(space) => Column::SpaceId.eq(space),
        None => Column::OwnerId.eq(event.owner_id),
    };
    let of_agenda = Entity::find().filter(in_agenda).count(db).await?;
    if dates > of_event && of_agenda + dates > MAX_DATES + of_event {
        return Err(Error::field("titre", FieldProblem::TooManyDates { max: MAX_DATES }));
    }
    Ok(())
}

async fn store_bounds(
    db: &impl ConnectionTrait,
    event: event::Model,
    starts_at: Millis,
    ends_at: Millis,
) -> Result<()> {
    if (event.starts_at, event.ends_at) != (starts_at, ends_at) {
        let mut event = event.into_active_model();
        (event.starts_at, event.ends_at) = (Set(starts_at), Set(ends_at));
        event.update(db).await?;
    }
    Ok(())
}

/// An event that is shown nowhere has no occurrences.
pub(super) async fn forget_occurrences(db: &impl ConnectionTrait, id: EventId) -> Result<()> {
    let of_event = event_occurrence::Column::EventId.eq(id);
    event_occurrence::Entity::delete_many().filter(of_event).exec(db).await?;
    Ok(())
}
