use domain::{
    EventId, PersonId, SpaceId,
    agenda::{EventInput, EventState, MAX_EVENTS, NewEvent},
    audit::Action,
    fields::FieldProblem,
    time::Millis,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter, sea_query::Expr,
};
use values::columns::{Json, Zone};

use super::{follow::concerned, load, occurrences, tell::enqueue_telling};
use crate::{
    Backend, Error, Result,
    access::{Caller, Space, space},
    audit::{self, Entry},
    database::lock,
    entities::event,
    queue::Kind,
    revision,
    stored::to_json_bytes,
    token::{check_form_key, fingerprint, random_hex},
    transaction,
};

/// The form of a new event.
#[derive(Clone, Copy, Debug)]
pub struct NewForm<'a> {
    /// One key and one content make one event, also after a double click, as long as it takes place. Another
    /// content under a used key is another event: a page that came back by the browser's button never loses what was typed.
    pub key: &'a str,
    pub input: &'a EventInput,
    /// *Prévenir les abonnés*
    pub tells: bool,
}

/// Writes an event into a space, or into the caller's own agenda.
///
/// # Errors
/// [`Error::Fields`]: what is wrong with each control, or that the agenda is full;
/// [`Error::NotFound`] for a space that the caller does not read, and [`Error::Forbidden`] for one in
/// which they do not write.
pub async fn create(
    backend: &Backend,
    caller: &Caller,
    of: Option<SpaceId>,
    form: NewForm<'_>,
) -> Result<EventId> {
    check_form_key(form.key)?;
    // Somebody who may not write learns nothing from the fields.
    if let Some(id) = of {
        space(&backend.db, caller, id).await?.authorize_writing(caller)?;
    }
    let new = form.input.parse().map_err(Error::Fields)?;
    let content = to_json_bytes("an event", &(of, &new))?;
    let key = format!("{}-{}", form.key, fingerprint(&content));
    let now = backend.clock.now();
    let id = transaction!(&backend.db, |tx| {
        let caller = Caller::load(tx, caller.person).await?;
        let place = ChosenAgenda::of(tx, &caller, of).await?;
        if let Some(there) = with_key(tx, caller.person, &key).await? {
            if there.state == EventState::Planned {
                return Ok(there.id);
            }
            // It was cancelled or removed, and is wanted once more.
            free_key(tx, there).await?;
        }
        let known = form.input.readers.as_str();
        if place.space.as_ref().is_some_and(|space| !known.is_empty() && known != space.readers_mark()) {
            return Err(Error::field("titre", FieldProblem::ReadersChanged));
        }
        let id = insert(tx, &caller, &place, (&key, &new), now).await?;
        if place.space.is_some() && form.tells {
            enqueue_telling(tx, now, id).await?;
        }
        revision::touch(tx, revision::BOARD, [concerned(place.space.as_ref(), caller.person)]).await?;
        if place.space.is_some() {
            let entry = Entry::by(&caller, Action::EventPublished, new.said.title.as_str());
            audit::append(tx, now, entry.with("scope", place.school.as_str())).await?;
        }
        Ok(id)
    })?;
    backend.refresh().await?;
    backend.queue.wake(Kind::Tell);
    Ok(id)
}

/// Where an event is written.
pub(super) struct ChosenAgenda {
    /// `None` for the caller's own agenda.
    pub space: Option<Space>,
    pub zone: Zone,
    pub school: String,
}

impl ChosenAgenda {
    /// Takes the lock of the agenda.
    pub async fn of(tx: &DatabaseTransaction, caller: &Caller, of: Option<SpaceId>) -> Result<Self> {
        let Some(id) = of else {
            lock(tx, &format!("agenda {}", caller.person)).await?;
            return Ok(Self { space: None, zone: Zone(caller.own_zone()), school: String::new() });
        };
        lock(tx, &format!("agenda-of-space {id}")).await?;
        let space = space(tx, caller, id).await?;
        space.authorize_writing(caller)?;
        let (name, zone) = load::name_of(tx, &space).await?;
        Ok(Self { space: Some(space), zone: Zone(zone), school: name.school })
    }
}

/// The event that a form of this person has made.
pub(super) async fn with_key(
    db: &impl ConnectionTrait,
    author: PersonId,
    key: &str,
) -> Result<Option<event::Model>> {
    let of_author = event::Column::AuthorId.eq(author);
    Ok(event::Entity::find().filter(of_author).filter(event::Column::FormKey.eq(key)).one(db).await?)
}

/// What takes place no more gives its key to a new event.
async fn free_key(tx: &DatabaseTransaction, old: event::Model) -> Result<()> {
    let freed = format!("{}-{}", old.form_key, old.id);
    let mut old = old.into_active_model();
    old.form_key = Set(freed);
    old.update(tx).await?;
    Ok(())
}

/// Whoever removes events may add others; only their rows, which stay for calendars, are bounded too.
async fn is_full(tx: &DatabaseTransaction, in_agenda: Expr) -> Result<bool> {
    let all = event::Entity::find().filter(in_agenda);
    let there = all.clone().filter(event::Column::State.ne(EventState::Removed));
    Ok(there.count(tx).await? >= MAX_EVENTS || all.count(tx).await? >= 4 * MAX_EVENTS)
}

pub(super) async fn insert(
    tx: &DatabaseTransaction,
    caller: &Caller,
    place: &ChosenAgenda,
    (key, new): (&str, &NewEvent),
    now: Millis,
) -> Result<EventId> {
    let in_agenda = match &place.space {
        Some(space) => event::Column::SpaceId.eq(space.id),
        None => event::Column::OwnerId.eq(caller.person),
    };
    if is_full(tx, in_agenda).await? {
        return Err(Error::field("titre", FieldProblem::TooManyEvents { max: MAX_EVENTS }));
    }
    let repetition = new.repetition.clone().map(Json::new).transpose()?;
    let row = event::ActiveModel {
        space_id: Set(place.space.as_ref().map(|space| space.id)),
        owner_id: Set(place.space.is_none().then_some(caller.person)),
        author_id: Set(caller.person),
        form_key: Set(key.to_owned()),
        uid: Set(random_hex::<16>()?),
        zone: Set(place.zone),
        title: Set(new.said.title.clone()),
        place: Set(new.said.place.clone()),
        description: Set(new.said.description.clone()),
        time: Set(Json::new(new.said.time)?),
        repetition: Set(repetition),
        state: Set(EventState::Planned),
        sequence: Set(0),
        created_at: Set(now),
        changed_at: Set(now),
        corrected_at: Set(None),
        starts_at: Set(now),
        ends_at: Set(now),
        ..Default::default()
    };
    let row = row.insert(tx).await?;
    let id = row.id;
    occurrences::rewrite(tx, row).await?;
    Ok(id)
}
