//! Occurrences as they are read from the table.

use chrono_tz::Tz;
use domain::{
    EventId, PersonId, SpaceId,
    agenda::{EventState, EventTime, Repetition, Said, view::Occurrence},
    time::Millis,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use values::columns::{Day, Json, Zone};

use crate::{Result, ground::sql::Sql};

/// An occurrence with what its event says.
#[derive(FromQueryResult)]
pub(super) struct OccurrenceRow {
    event_id: EventId,
    day: Day,
    title: String,
    place: String,
    time: Json<EventTime>,
    repetition: Option<Json<Repetition>>,
    zone: Zone,
    state: EventState,
    said: Option<Json<Said>>,
}

impl OccurrenceRow {
    /// For a reader whose own school is in this zone.
    pub fn shown(self, own: Tz) -> Occurrence {
        let time = self.time.into_inner().beginning_on(self.day.0);
        let (title, place, time) = match self.said.map(Json::into_inner) {
            Some(said) => (said.title, said.place, said.time),
            None => (self.title, self.place, time),
        };
        Occurrence {
            event: self.event_id,
            day: self.day.0,
            title,
            place,
            time,
            repeated: self.repetition.is_some(),
            cancelled: self.state == EventState::Cancelled,
            zone: self.zone.0.name().to_owned(),
            elsewhere: self.zone.0 != own,
        }
    }
}

/// Whose occurrences are read.
#[derive(Clone, Copy)]
pub(super) enum Whose {
    Person(PersonId),
    Space(SpaceId),
    Event(EventId),
}

const COLUMNS: &str = "SELECT o.event_id, o.day, e.title, e.place, e.time, e.repetition, e.zone, \
     e.state, x.said FROM event_occurrence o JOIN event e ON e.id = o.event_id \
     LEFT JOIN event_exception x ON x.event_id = o.event_id AND x.day = o.day WHERE ";

/// The occurrences that are not over at `from` and begin before `before`, by their beginning, at
/// most `limit`.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    whose: Whose,
    (from, before): (Millis, Millis),
    limit: i64,
) -> Result<Vec<OccurrenceRow>> {
    let (column, id) = match whose {
        Whose::Person(id) => ("o.owner_id = :id", id.0),
        Whose::Space(id) => ("o.space_id = :id", id.0),
        Whose::Event(id) => ("o.event_id = :id", id.0),
    };
    let sql = Sql::new(COLUMNS).then(column).then(
        " AND o.ends_at > :from AND o.starts_at < :before ORDER BY o.starts_at, o.event_id LIMIT :limit",
    );
    let sql = sql.bind("id", id).bind("from", from).bind("before", before).bind("limit", limit);
    Ok(OccurrenceRow::find_by_statement(sql.on(db)).all(db).await?)
}
