//! *Vacances scolaires*: entered by the portal's administrator, zone by zone.

use domain::{
    EventId,
    agenda::{Calendar, EventState, HolidayZone, holidays_of_file, parse_holidays, written_holidays},
    audit::Action,
    fields::{FieldErrors, FieldProblem},
    messages::OwnChange,
    time::Millis,
};
use sea_orm::{
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder,
};

use super::{
    change::own_of,
    follow, occurrences,
    tell_holidays::{OtherDates, days_after, enqueue_holidays},
};
use crate::{
    Backend, Error, Result,
    access::{Caller, space_for_work},
    audit::{self, Entry},
    database::lock,
    entities::event,
    queue::Kind,
    revision, settings,
    spaces::tell_author,
    stored::{refuse_stale, version},
    transaction,
};

/// Before every event.
const BEGINNING: Millis = Millis(0);

/// The page of one zone.
#[derive(Clone, Debug)]
pub struct HolidaysPage {
    pub zone: HolidayZone,
    pub calendar: Calendar,
    /// As lines that can be changed.
    pub lines: String,
    /// Of the lines.
    pub version: String,
}

/// What replaces the holidays of a zone.
#[derive(Clone, Copy, Debug)]
pub enum NewHolidays<'a> {
    /// Those that the program ships.
    Shipped,
    /// As they were typed or pasted.
    Typed(&'a str),
    /// Those of an iCalendar file.
    File { name: &'a str, content: &'a str },
}

/// # Errors
/// [`Error::AdministratorOnly`].
pub async fn holidays_page(backend: &Backend, caller: &Caller, zone: &str) -> Result<HolidaysPage> {
    caller.authorize_administrator()?;
    let zone = HolidayZone::from_code(zone).unwrap_or(HolidayZone::A);
    let calendar = settings::holidays(&backend.db).await?;
    let lines = lines_of(&calendar, zone);
    let version = version(FORM, &lines)?;
    Ok(HolidaysPage { zone, calendar, lines, version })
}

const FORM: &str = "school holidays";

fn lines_of(calendar: &Calendar, zone: HolidayZone) -> String {
    let mut holidays = calendar.of(zone);
    holidays.sort_by_key(|holiday| holiday.first);
    written_holidays(&holidays)
}

/// Replaces the holidays of a zone; `shown` is the version that the form showed. Events that leave them
/// out are planned anew.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::Fields`] (`zone`, `periodes`, `calendrier`);
/// [`Error::Conflict`] when somebody else replaced them meanwhile.
pub async fn enter_holidays(
    backend: &Backend,
    caller: &Caller,
    (zone, shown): (&str, Option<&str>),
    new: NewHolidays<'_>,
) -> Result<()> {
    caller.authorize_administrator()?;
    let mut errors = FieldErrors::default();
    let zone = errors.keep("zone", HolidayZone::from_code(zone).ok_or(FieldProblem::UnknownChoice));
    let entered = match new {
        NewHolidays::Shipped => Some(None),
        NewHolidays::Typed(typed) => errors.keep("periodes", parse_holidays(typed)).map(Some),
        NewHolidays::File { name, content } => {
            errors.keep("calendrier", holidays_of_file(name, content)).map(Some)
        }
    };
    let (Some(zone), Some(entered)) = (zone, entered) else { return Err(Error::Fields(errors)) };
    transaction!(&backend.db, |tx| {
        lock(tx, FORM).await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        let mut calendar = settings::holidays(tx).await?;
        // The button was pressed twice.
        if calendar.0.get(&zone) == entered.as_ref() {
            return Ok(());
        }
        refuse_stale(FORM, shown, &lines_of(&calendar, zone))?;
        match &entered {
            Some(holidays) => calendar.0.insert(zone, holidays.clone()),
            None => calendar.0.remove(&zone),
        };
        settings::set_holidays(tx, &calendar).await?;
        let count = entered.as_ref().map_or(0, Vec::len);
        let entry = Entry::by(caller, Action::HolidaysChanged, zone.code()).with("holidays", count);
        audit::append(tx, backend.clock.now(), entry).await
    })?;
    for id in concerned(backend, zone).await? {
        plan_anew(backend, caller, id).await?;
    }
    backend.refresh().await?;
    backend.queue.wake(Kind::Tell);
    backend.queue.wake(Kind::Mail);
    Ok(())
}

/// The events that are not over and leave out the holidays of a zone.
async fn concerned(backend: &Backend, zone: HolidayZone) -> Result<Vec<EventId>> {
    let rows = event::Entity::find()
        .filter(event::Column::EndsAt.gt(backend.clock.now()))
        .filter(event::Column::State.eq(EventState::Planned))
        .filter(event::Column::Repetition.is_not_null())
        .order_by_asc(event::Column::Id)
        .all(&backend.db)
        .await?;
    let leaves_out = |row: &event::Model| {
        row.repetition.as_deref().is_some_and(|repetition| repetition.except_holidays == Some(zone))
    };
    Ok(rows.into_iter().filter(leaves_out).map(|row| row.id).collect())
}

/// An event of which nothing would be left keeps its days, and one whose days are the same stays as it is: a
/// form of it that is open meanwhile is not outdated. Who knew of one that takes place on other days hears of
/// it.
async fn plan_anew(backend: &Backend, caller: &Caller, id: EventId) -> Result<()> {
    let now = backend.clock.now();
    let planned: Result<()> = transaction!(&backend.db, |tx| {
        lock(tx, &format!("event {id}")).await?;
        let Some(row) = event::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
        // It was removed meanwhile: its days must not come back.
        if row.state != EventState::Planned {
            return Ok(());
        }
        let (sequence, replanned) = (row.sequence + 1, row.replanned + 1);
        let (own, time) = (own_of(&row), *row.time);
        let space = match row.space_id {
            Some(space) => Some(space_for_work(tx, space).await?),
            None => None,
        };
        let (ever, before) = (days_after(tx, id, BEGINNING).await?, days_after(tx, id, now).await?);
        occurrences::rewrite(tx, row).await?;
        if days_after(tx, id, BEGINNING).await? == ever {
            return Ok(());
        }
        let row = event::ActiveModel {
            id: Unchanged(id),
            sequence: Set(sequence),
            replanned: Set(replanned),
            changed_at: Set(now),
            ..Default::default()
        };
        event::Entity::update(row).exec(tx).await?;
        let scope = follow::concerned(space.as_ref(), own.author);
        if let Some(dates) = OtherDates::between(&before, &days_after(tx, id, now).await?, time) {
            enqueue_holidays(tx, now, (id, sequence), caller.person, &dates).await?;
            if let Some(space) = &space {
                let row = event::ActiveModel {
                    id: Unchanged(id),
                    corrected_at: Set(Some(now)),
                    ..Default::default()
                };
                event::Entity::update(row).exec(tx).await?;
                tell_author(tx, now, caller, space, own, OwnChange::Corrected).await?;
            }
        }
        revision::touch(tx, revision::BOARD, [scope]).await
    });
    match planned {
        Err(Error::Fields(_)) => Ok(()),
        other => other,
    }
}
