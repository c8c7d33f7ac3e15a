use chrono::NaiveDate;
use domain::{
    EventId,
    agenda::view::{EventView, NamedOccurrence, Occurrence},
    time::{Millis, Stamp},
};
use values::columns::Json;

use super::{
    corrections,
    load::{self, Loaded},
    occurrences::said_of,
    rows::{self, Whose},
};
use crate::{
    Backend, Error, Result,
    access::{Caller, responsible_to},
    entities::{Day, event_exception, event_occurrence},
};
use sea_orm::EntityTrait;

/// How many of the next occurrences the page of an event names.
const NEXT: i64 = 10;

/// The page of an event, or of one of its occurrences.
///
/// # Errors
/// [`Error::NotFound`] for somebody who may not see it, and for a day on which nothing takes place.
pub async fn event(
    backend: &Backend,
    caller: &Caller,
    id: EventId,
    day: Option<NaiveDate>,
) -> Result<EventView> {
    let db = &backend.db;
    let loaded = load::visible(db, caller, id).await?;
    let (may_edit, may_remove) = (loaded.may_edit(caller), loaded.may_remove(caller));
    let Loaded { event, space } = loaded;
    let zone = event.zone.0;
    let repeated = event.repetition.is_some();
    let mut said = said_of(&event);
    let mut occurrence = None;
    if let Some(day) = day.filter(|_| repeated) {
        let key = (id, Day(day));
        let found = event_occurrence::Entity::find_by_id(key).one(db).await?.ok_or(Error::NotFound)?;
        occurrence = Some(NamedOccurrence { day, changed: found.changed });
        let instead = event_exception::Entity::find_by_id(key).one(db).await?.and_then(|row| row.said);
        match instead {
            Some(instead) => said = instead.into_inner(),
            None => said.time = said.time.beginning_on(day),
        }
    }
    let corrected = if space.is_some() { corrections::seen(backend, caller, &event).await? } else { None };
    let name = match &space {
        Some(space) => Some(load::name_of(db, space).await?.0),
        None => None,
    };
    // An event of one's own agenda names nobody.
    let author = if space.is_some() {
        responsible_to(db, caller, [event.author_id]).await?.into_values().next()
    } else {
        None
    };
    Ok(EventView {
        id,
        title: said.title,
        place: said.place,
        description: said.description,
        time: said.time,
        zone: zone.name().to_owned(),
        elsewhere: zone != caller.own_zone(),
        repetition: event.repetition.map(Json::into_inner),
        occurrence,
        next: if repeated { next_of(backend, caller, id).await? } else { Vec::new() },
        state: event.state,
        author: author.unwrap_or_default(),
        space: name,
        published: Stamp::new(event.created_at, caller.own_zone()),
        corrected,
        may_edit,
        may_remove,
    })
}

async fn next_of(backend: &Backend, caller: &Caller, id: EventId) -> Result<Vec<Occurrence>> {
    let window = (backend.clock.now(), Millis(i64::MAX));
    let rows = rows::read(&backend.db, Whose::Event(id), window, NEXT).await?;
    Ok(rows.into_iter().map(|row| row.shown(caller.own_zone())).collect())
}
