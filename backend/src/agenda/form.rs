use chrono::{NaiveDate, Timelike};
use domain::{
    EventId, SpaceId,
    agenda::{EventInput, HolidayZone, view::EventForm},
    civil::parse_day,
};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    corrections,
    load::{self, Loaded},
    occurrences::said_of,
    tell::to_tell,
};
use crate::{
    Backend, Error, Result,
    access::{Caller, space},
    entities::{Day, event_exception, event_occurrence},
    settings,
    token::random_hex,
    versions::store_seen,
};

/// The last hour at which a form proposes to begin, and the one of the next day.
const LATEST: u32 = 22;
const MORNING: u32 = 8;

/// The form of a new event of a space, or of the caller's own agenda: from the next full hour on, which
/// late in the evening is in the morning, or on `day`.
///
/// # Errors
/// [`Error::NotFound`] for a space that the caller does not read, [`Error::Forbidden`] for one in
/// which they do not write.
pub async fn new_form(
    backend: &Backend,
    caller: &Caller,
    of: Option<SpaceId>,
    day: &str,
) -> Result<EventForm> {
    let db = &backend.db;
    let (name, zone, subscribers, readers) = match of {
        None => (None, caller.own_zone(), None, String::new()),
        Some(id) => {
            let space = space(db, caller, id).await?;
            space.authorize_writing(caller)?;
            let (name, zone) = load::name_of(db, &space).await?;
            let subscribers = to_tell(db, &space, (None, caller.person)).await?;
            (Some(name), zone, Some(subscribers), space.readers_mark())
        }
    };
    let now = backend.clock.now().local(zone).unwrap_or_default();
    let today = now.date();
    // Late in the evening no full hour of the day is left.
    let is_late = now.hour() + 1 > LATEST;
    let proposed = if is_late { today.succ_opt().unwrap_or(today) } else { today };
    let day = parse_day(day).unwrap_or(proposed);
    let hour = if is_late && day != today { MORNING } else { (now.hour() + 1).min(LATEST) };
    let input = EventInput {
        first_day: day.to_string(),
        last_day: day.to_string(),
        starts: format!("{hour:02}:00"),
        ends: format!("{:02}:00", hour + 1),
        interval: "1".to_owned(),
        end: "nombre".to_owned(),
        count: "10".to_owned(),
        readers,
        ..EventInput::default()
    };
    Ok(EventForm {
        space: name,
        id: None,
        day: None,
        form_key: random_hex::<16>()?,
        sequence: 0,
        input,
        subscribers,
        readers: None,
        zone: zone.name().to_owned(),
        elsewhere: zone != caller.own_zone(),
        holidays: known_holidays(db).await?,
    })
}

/// What the form says of each zone whose holidays are known.
async fn known_holidays(db: &impl ConnectionTrait) -> Result<Vec<(HolidayZone, NaiveDate, bool)>> {
    let calendar = settings::holidays(db).await?;
    let known = |zone| Some((zone, calendar.known_until(zone)?, calendar.is_to_check(zone)));
    Ok(HolidayZone::ALL.into_iter().filter_map(known).collect())
}

/// The form of an event that is there already, or of one of its occurrences.
///
/// # Errors
/// [`Error::NotFound`] for an event that the caller does not see, or a day on which nothing takes
/// place; [`Error::Forbidden`] for one that they only read.
pub async fn edit_form(
    backend: &Backend,
    caller: &Caller,
    id: EventId,
    day: Option<NaiveDate>,
) -> Result<EventForm> {
    let db = &backend.db;
    let loaded = load::visible(db, caller, id).await?;
    loaded.authorize_editing(caller)?;
    let Loaded { event, space } = loaded;
    let mut said = said_of(&event);
    if let Some(day) = day {
        let key = (id, Day(day));
        let there = event_occurrence::Entity::find_by_id(key).one(db).await?;
        if event.repetition.is_none() || there.is_none() {
            return Err(Error::NotFound);
        }
        match event_exception::Entity::find_by_id(key).one(db).await?.and_then(|row| row.said) {
            Some(instead) => said = instead.into_inner(),
            None => said.time = said.time.beginning_on(day),
        }
    }
    let (name, subscribers, readers) = match &space {
        None => (None, None, None),
        Some(space) => {
            let (name, _) = load::name_of(db, space).await?;
            {
                // What was noted a moment ago counts; the form is shown all the same if it cannot be stored.
                let _ = store_seen(backend).await;
                let readers = corrections::readers(db, space, (id, caller.person)).await?.len();
                let subscribers = to_tell(db, space, (Some(id), event.author_id)).await?;
                (Some(name), Some(subscribers), Some(readers as u64))
            }
        }
    };
    let repetition = event.repetition.as_deref().filter(|_| day.is_none());
    Ok(EventForm {
        space: name,
        id: Some(id),
        day: day.map(|day| day.to_string()),
        form_key: String::new(),
        sequence: event.sequence,
        input: EventInput::of(&said, repetition),
        subscribers,
        readers,
        zone: event.zone.0.name().to_owned(),
        elsewhere: event.zone.0 != caller.own_zone(),
        holidays: known_holidays(db).await?,
    })
}
