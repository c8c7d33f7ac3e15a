use chrono::NaiveDate;
use domain::{
    Conflict, EventId, PersonId,
    agenda::{EventState, NewEvent},
    fields::FieldProblem,
    time::Millis,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, IntoActiveModel};
use values::columns::Json;

use super::{
    create::{ChosenAgenda, insert, with_key},
    load, occurrences,
    occurrences::{Exceptions, exceptions_of, said_of},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    database::lock,
    entities::{Day, event, event_exception},
    revision::{self, Scope},
    transaction,
};

/// *Ajouter à mon agenda*: copies an event of a space, or one of its occurrences, into the caller's
/// own agenda. The copy is the caller's: it does not change when the event does. A second click
/// leads to the same copy; if the event was changed since, and the copy was not, to a new one in its place.
///
/// # Errors
/// [`Error::NotFound`] for an event that the caller does not read, that is their own or that was cancelled;
/// [`Error::Conflict`] when the agenda is full.
pub async fn add_to_mine(
    backend: &Backend,
    caller: &Caller,
    id: EventId,
    day: Option<NaiveDate>,
) -> Result<EventId> {
    let now = backend.clock.now();
    let copy = transaction!(&backend.db, |tx| {
        let caller = &Caller::load(tx, caller.person).await?;
        let place = ChosenAgenda::of(tx, caller, None).await?;
        let source = load::visible(tx, caller, id).await?;
        // What was cancelled would be a plan again.
        if source.space.is_none() || source.event.state != EventState::Planned {
            return Err(Error::NotFound);
        }
        let source = source.event;
        let exceptions = exceptions_of(tx, id).await?;
        let (new, key) = match day {
            None => {
                let repetition = source.repetition.clone().map(Json::into_inner);
                (NewEvent { said: said_of(&source), repetition }, format!("copie-de-{id}"))
            }
            Some(day) => {
                let repetition = source.repetition.as_deref();
                let holidays = occurrences::calendar_of(tx, repetition).await?;
                let planned =
                    occurrences::Planned::of(&said_of(&source), repetition, &exceptions, &holidays)?;
                let mut days = planned.taking_place.into_iter();
                let (_, said, _) = days.find(|(of, ..)| *of == day).ok_or(Error::NotFound)?;
                (NewEvent { said, repetition: None }, format!("copie-de-{id}-{day}"))
            }
        };
        if let Some(there) = earlier(tx, caller.person, &key).await? {
            let whole = day.is_none().then_some(&exceptions);
            if there.state != EventState::Removed && !is_outdated(tx, &there, &new, whole).await? {
                return Ok(there.id);
            }
            give_way(tx, there, now).await?;
        }
        // The hours of a copy are those of the place where it happens.
        let place = ChosenAgenda { zone: source.zone, ..place };
        let copy = insert(tx, caller, &place, (&key, &new), now).await.map_err(without_form)?;
        if day.is_none() {
            copy_exceptions(tx, copy, exceptions).await?;
        }
        revision::touch(tx, revision::BOARD, [Scope::Person(caller.person)]).await?;
        Ok(copy)
    })?;
    backend.refresh().await?;
    Ok(copy)
}

/// What a form would say beside its title: whoever copies has none.
fn without_form(reason: Error) -> Error {
    match reason {
        Error::Fields(errors)
            if matches!(
                errors.get("titre"),
                Some(FieldProblem::TooManyEvents { .. } | FieldProblem::TooManyDates { .. })
            ) =>
        {
            Error::Conflict(Conflict::AgendaFull)
        }
        other => other,
    }
}

/// The copy that was made before. Its owner does not change it meanwhile: whoever changes an event holds its
/// lock row, and waits for that of no agenda.
async fn earlier(tx: &DatabaseTransaction, owner: PersonId, key: &str) -> Result<Option<event::Model>> {
    let Some(there) = with_key(tx, owner, key).await? else { return Ok(None) };
    lock(tx, &format!("event {}", there.id)).await?;
    Ok(event::Entity::find_by_id(there.id).one(tx).await?)
}

/// Whether a copy says what the event said before it was changed. Whoever changed their copy keeps it;
/// that other holidays changed its dates is nobody's wish.
async fn is_outdated(
    tx: &DatabaseTransaction,
    copy: &event::Model,
    new: &NewEvent,
    exceptions: Option<&Exceptions>,
) -> Result<bool> {
    if copy.sequence > copy.replanned {
        return Ok(false);
    }
    let says_the_same = said_of(copy) == new.said && copy.repetition.as_deref() == new.repetition.as_ref();
    let own = exceptions_of(tx, copy.id).await?;
    Ok(!says_the_same || exceptions.is_some_and(|there| *there != own))
}

/// A copy that was removed, or is removed now, gives its form key to a new one.
async fn give_way(tx: &DatabaseTransaction, old: event::Model, now: Millis) -> Result<()> {
    let freed = format!("{}-{}", old.form_key, old.id);
    let (sequence, removed) = (old.sequence + 1, old.state == EventState::Removed);
    if !removed {
        occurrences::forget_occurrences(tx, old.id).await?;
    }
    let mut old = old.into_active_model();
    old.form_key = Set(freed);
    if !removed {
        (old.state, old.sequence, old.changed_at) = (Set(EventState::Removed), Set(sequence), Set(now));
    }
    old.update(tx).await?;
    Ok(())
}

async fn copy_exceptions(tx: &DatabaseTransaction, copy: EventId, exceptions: Exceptions) -> Result<()> {
    if exceptions.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(exceptions.len());
    for (day, said) in exceptions {
        rows.push(event_exception::ActiveModel {
            event_id: Set(copy),
            day: Set(Day(day)),
            said: Set(said.map(Json::new).transpose()?),
        });
    }
    event_exception::Entity::insert_many(rows).exec_without_returning(tx).await?;
    let written = event::Entity::find_by_id(copy).one(tx).await?.ok_or(Error::NotFound)?;
    occurrences::rewrite(tx, written).await
}
