use chrono::NaiveDate;
use domain::{EventId, SpaceId, agenda::EventState, audit::Action, messages::OwnChange, time::Millis};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter,
};

use super::{
    change::{except, own_of, said_on},
    follow::concerned,
    load,
    load::Loaded,
    occurrences::forget_occurrences,
    tell::{DateChange, enqueue_date, enqueue_end},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    entities::{Day, event, event_exception, event_occurrence},
    queue::Kind,
    revision,
    spaces::tell_author,
    transaction,
};

/// *Annuler l'évènement*: agendas still show it, marked; it leaves *Actualités* at once. Cancelling
/// again changes nothing. Those who knew of one that is still to come are told. Events of one's own
/// agenda are removed instead.
///
/// # Errors
/// [`Error::Forbidden`] for somebody who only reads it.
pub async fn cancel(backend: &Backend, caller: &Caller, id: EventId) -> Result<()> {
    end(backend, caller, id, End::Cancelled).await.map(|_| ())
}

/// *Supprimer*: the event, or one of its occurrences, is shown nowhere any more. Calendars that
/// subscribed are told that it is cancelled, and so are those who knew of what is still to come. Removing
/// again changes nothing.
///
/// # Errors
/// [`Error::Forbidden`] for somebody who only reads it; [`Error::NotFound`] for a day on which
/// nothing takes place.
pub async fn remove(backend: &Backend, caller: &Caller, id: EventId, day: Option<NaiveDate>) -> Result<Left> {
    end(backend, caller, id, day.map_or(End::Removed, End::Without)).await
}

/// What is left after a removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// The event, if it has other occurrences.
    pub event: Option<EventId>,
    /// The space in whose agenda it was; `None` for the own agenda.
    pub space: Option<SpaceId>,
}

#[derive(Clone, Copy)]
enum End {
    Cancelled,
    Removed,
    /// Only this occurrence.
    Without(NaiveDate),
}

async fn end(backend: &Backend, caller: &Caller, id: EventId, how: End) -> Result<Left> {
    let now = backend.clock.now();
    let left = transaction!(&backend.db, |tx| {
        let caller = Caller::load(tx, caller.person).await?;
        let loaded = load::locked_to_remove(tx, &caller, id).await?;
        loaded.authorize_removing(&caller)?;
        let Loaded { event, space } = loaded;
        if is_gone(tx, &event, how).await? {
            let there = (event.state != EventState::Removed).then_some(id);
            return Ok(Left { event: there, space: space.map(|space| space.id) });
        }
        let title = event.title.clone();
        let own = own_of(&event);
        // Who knew that it takes place hears that it does not, as long as it is still to come.
        let planned = event.state == EventState::Planned;
        let to_come = planned && event.ends_at > now;
        let (of, zone, mut without) = ((id, event.sequence + 1), event.zone.0, None);
        let mut left = Left { event: Some(id), space: space.as_ref().map(|space| space.id) };
        let mut change = OwnChange::Removed;
        match how {
            End::Cancelled if space.is_none() => return Err(Error::NotFound),
            End::Cancelled if event.state == EventState::Cancelled => return Ok(left),
            End::Cancelled => {
                set_state(tx, event, EventState::Cancelled, now).await?;
                change = OwnChange::Withdrawn;
            }
            End::Without(day) if !is_last(tx, &event, day).await? => {
                let before = said_on(tx, &event, day).await?.time;
                without = Some(DateChange { day, before, after: None });
                except(tx, event, day, None, now).await?;
                change = OwnChange::Corrected;
            }
            End::Removed | End::Without(_) => {
                forget_occurrences(tx, id).await?;
                set_state(tx, event, EventState::Removed, now).await?;
                left.event = None;
            }
        }
        if let Some(space) = &space {
            match &without {
                Some(date) if planned && date.leads_astray(zone, now) => {
                    enqueue_date(tx, now, of, caller.person, date).await?;
                }
                None if to_come => enqueue_end(tx, now, id, caller.person).await?,
                _ => {}
            }
            tell_author(tx, now, caller.person, space, own, change).await?;
        }
        revision::touch(tx, revision::BOARD, [concerned(space.as_ref(), caller.person)]).await?;
        if space.is_some() {
            audit::append(tx, now, Entry::by(&caller, Action::EventCancelled, title)).await?;
        }
        Ok(left)
    })?;
    backend.refresh().await?;
    backend.queue.wake(Kind::Tell);
    backend.queue.wake(Kind::Mail);
    Ok(left)
}

/// Whether it was removed already: the button was pressed twice.
async fn is_gone(tx: &DatabaseTransaction, event: &event::Model, how: End) -> Result<bool> {
    match how {
        End::Cancelled if event.state == EventState::Removed => Err(Error::NotFound),
        End::Cancelled => Ok(false),
        End::Removed => Ok(event.state == EventState::Removed),
        End::Without(_) if event.state == EventState::Removed => Ok(true),
        End::Without(day) => {
            let there = event_exception::Entity::find_by_id((event.id, Day(day))).one(tx).await?;
            Ok(there.is_some_and(|row| row.said.is_none()))
        }
    }
}

/// Whether nothing would be left without this day.
async fn is_last(tx: &DatabaseTransaction, event: &event::Model, day: NaiveDate) -> Result<bool> {
    event_occurrence::Entity::find_by_id((event.id, Day(day))).one(tx).await?.ok_or(Error::NotFound)?;
    let of_event = event_occurrence::Column::EventId.eq(event.id);
    Ok(event_occurrence::Entity::find().filter(of_event).count(tx).await? == 1)
}

async fn set_state(
    tx: &DatabaseTransaction,
    event: event::Model,
    state: EventState,
    now: Millis,
) -> Result<()> {
    let sequence = event.sequence + 1;
    let mut event = event.into_active_model();
    (event.state, event.sequence, event.changed_at) = (Set(state), Set(sequence), Set(now));
    event.update(tx).await?;
    Ok(())
}
