use chrono::NaiveDate;
use domain::{
    EventId, PersonId,
    agenda::{EventInput, Said},
    audit::Action,
    fields::FieldProblem,
    messages::{OwnChange, OwnWork},
    time::Millis,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, IntoActiveModel,
    sea_query::OnConflict,
};
use values::columns::Json;

use super::{
    corrections,
    follow::concerned,
    load,
    load::Loaded,
    occurrences::{self, said_of},
    tell::{DateChange, enqueue_correction, enqueue_date, enqueue_telling},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    entities::{Day, event, event_exception, event_occurrence},
    queue::Kind,
    revision,
    spaces::{Own, tell_author},
    transaction,
};

/// The form of an event that is there already.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The occurrence that alone is changed; `None` for the whole event.
    pub day: Option<NaiveDate>,
    /// The version that the form shows.
    pub sequence: i32,
    pub input: &'a EventInput,
    /// *Prévenir les abonnés*, those who were not told yet.
    pub tells: bool,
    /// Whether those who had read it are told of the correction.
    pub tells_readers: bool,
}

/// Changes an event, or one of its occurrences. A form that is sent twice changes it once.
///
/// # Errors
/// [`Error::Fields`]: what is wrong with each control, or that somebody else changed it meanwhile;
/// [`Error::Forbidden`] for somebody who only reads it.
pub async fn change(backend: &Backend, caller: &Caller, id: EventId, change: Change<'_>) -> Result<()> {
    load::visible(&backend.db, caller, id).await?.authorize_editing(caller)?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        let caller = Caller::load(tx, caller.person).await?;
        let loaded = load::locked(tx, &caller, id).await?;
        loaded.authorize_editing(&caller)?;
        if loaded.event.sequence == change.sequence.saturating_add(1)
            && says_it_already(tx, &loaded.event, &change).await?
        {
            return Ok(());
        }
        if loaded.event.sequence != change.sequence {
            return Err(Error::field("titre", FieldProblem::ChangedMeanwhile));
        }
        let Loaded { event, space } = loaded;
        let (own, of, zone) = (own_of(&event), (id, event.sequence + 1), event.zone.0);
        let (title, changed) = if let Some(day) = change.day {
            change_occurrence(tx, event, day, change.input, now).await?
        } else {
            let (title, changed) = change_all(tx, event, change.input, (now, caller.person)).await?;
            (title, changed.then_some(Changed::All))
        };
        if let Some(space) = &space {
            // Nobody hears of a correction that corrects nothing. It goes first: who is told only now
            // that the event takes place does not hear that it was corrected too.
            match &changed {
                Some(Changed::All) if change.tells_readers => {
                    enqueue_correction(tx, now, id, caller.person).await?;
                }
                Some(Changed::Date(date)) if change.tells_readers || date.leads_astray(zone, now) => {
                    enqueue_date(tx, now, of, caller.person, date).await?;
                }
                _ => {}
            }
            if change.tells {
                enqueue_telling(tx, now, id).await?;
            }
            if changed.is_some() {
                tell_author(tx, now, caller.person, space, own, OwnChange::Corrected).await?;
            }
        }
        revision::touch(tx, revision::BOARD, [concerned(space.as_ref(), caller.person)]).await?;
        if space.is_some() {
            audit::append(tx, now, Entry::by(&caller, Action::EventChanged, title)).await?;
        }
        Ok(())
    })?;
    backend.refresh().await?;
    backend.queue.wake(Kind::Tell);
    backend.queue.wake(Kind::Mail);
    Ok(())
}

/// What readers read otherwise from now on.
enum Changed {
    All,
    Date(DateChange),
}

/// What its author is told about, as the author knows it.
pub(super) fn own_of(event: &event::Model) -> Own {
    Own { author: event.author_id, work: OwnWork::Event(event.id), title: event.title.clone() }
}

/// Whether the event, or its occurrence, says what the form says: the button was pressed twice.
async fn says_it_already(
    tx: &DatabaseTransaction,
    event: &event::Model,
    change: &Change<'_>,
) -> Result<bool> {
    let Some(day) = change.day else {
        let Ok(new) = change.input.parse() else { return Ok(false) };
        return Ok(new.said == said_of(event) && new.repetition.as_ref() == event.repetition.as_deref());
    };
    let Ok(said) = change.input.parse_occurrence() else { return Ok(false) };
    let there = event_exception::Entity::find_by_id((event.id, Day(day))).one(tx).await?;
    Ok(there.and_then(|row| row.said).is_some_and(|there| *there == said))
}

/// Returns the title, and whether readers read something else now.
async fn change_all(
    tx: &DatabaseTransaction,
    event: event::Model,
    input: &EventInput,
    (now, by): (Millis, PersonId),
) -> Result<(String, bool)> {
    let new = input.parse().map_err(Error::Fields)?;
    let after = (&new.said, new.repetition.as_ref());
    let changed = event.space_id.is_some() && corrections::keep(tx, &event, after, (by, now)).await?;
    let corrected = if changed { Some(now) } else { event.corrected_at };
    let sequence = event.sequence + 1;
    let mut row = event.into_active_model();
    row.title = Set(new.said.title.clone());
    row.place = Set(new.said.place);
    row.description = Set(new.said.description);
    row.time = Set(Json::new(new.said.time)?);
    row.repetition = Set(new.repetition.map(Json::new).transpose()?);
    (row.sequence, row.changed_at, row.corrected_at) = (Set(sequence), Set(now), Set(corrected));
    occurrences::rewrite(tx, row.update(tx).await?).await?;
    Ok((new.said.title, changed))
}

/// Returns the title, and what readers read otherwise now.
async fn change_occurrence(
    tx: &DatabaseTransaction,
    event: event::Model,
    day: NaiveDate,
    input: &EventInput,
    now: Millis,
) -> Result<(String, Option<Changed>)> {
    let said = input.parse_occurrence().map_err(Error::Fields)?;
    if event.repetition.is_none() {
        return Err(Error::NotFound);
    }
    event_occurrence::Entity::find_by_id((event.id, Day(day))).one(tx).await?.ok_or(Error::NotFound)?;
    let title = said.title.clone();
    let before = said_on(tx, &event, day).await?;
    if before == said {
        return Ok((title, None));
    }
    let date = DateChange { day, before: before.time, after: Some(said.time) };
    except(tx, event, day, Some(said), now).await?;
    Ok((title, Some(Changed::Date(date))))
}

/// What takes place on one day of a repeated event.
pub(super) async fn said_on(tx: &DatabaseTransaction, event: &event::Model, day: NaiveDate) -> Result<Said> {
    let there = event_exception::Entity::find_by_id((event.id, Day(day))).one(tx).await?;
    let as_planned = || {
        let said = said_of(event);
        Said { time: said.time.beginning_on(day), ..said }
    };
    Ok(there.and_then(|row| row.said).map_or_else(as_planned, Json::into_inner))
}

/// Stores what takes place on one day, or that nothing does.
pub(super) async fn except(
    tx: &DatabaseTransaction,
    event: event::Model,
    day: NaiveDate,
    said: Option<Said>,
    now: Millis,
) -> Result<()> {
    let row = event_exception::ActiveModel {
        event_id: Set(event.id),
        day: Set(Day(day)),
        said: Set(said.map(Json::new).transpose()?),
    };
    let key = [event_exception::Column::EventId, event_exception::Column::Day];
    let replaced = OnConflict::columns(key).update_column(event_exception::Column::Said).to_owned();
    event_exception::Entity::insert(row).on_conflict(replaced).exec_without_returning(tx).await?;
    let public = event.space_id.is_some();
    let sequence = event.sequence + 1;
    let mut event = event.into_active_model();
    (event.sequence, event.changed_at) = (Set(sequence), Set(now));
    if public {
        event.corrected_at = Set(Some(now));
    }
    occurrences::rewrite(tx, event.update(tx).await?).await
}
