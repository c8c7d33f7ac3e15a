use std::collections::BTreeMap;

use domain::{
    EstablishmentId, EventId, SpaceId,
    agenda::{
        EventTime, Said,
        view::{event_address, occurrence_address},
    },
    communications::Spoken,
    home::{BoardItem, Item, ItemKind, Span},
    time::Millis,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use values::columns::{Day, Json};

use super::load;
use crate::{Result, access::spaces_of_school, ground::sql::sql};

/// How many events of a space its readers may find in *Actualités*: so many of the newest, and so many
/// of those that take place next, one of which is *Prochain évènement*. The agenda has the rest.
const EVENTS: i64 = 24;
/// How many of the next occurrences of an event are kept: on each of them the next one is shown.
const OCCURRENCES: usize = 10;

#[derive(FromQueryResult)]
struct EventRow {
    id: EventId,
    space_id: SpaceId,
    title: String,
    time: Json<EventTime>,
    created_at: Millis,
    corrected_at: Option<Millis>,
    ends_at: Millis,
}

/// An occurrence, and what takes place instead if that was changed.
#[derive(FromQueryResult)]
struct Takes {
    event_id: EventId,
    day: Day,
    starts_at: Millis,
    ends_at: Millis,
    said: Option<Json<Said>>,
}

/// The events of the spaces of a school that are not over: of each space the newest, and the next. What
/// one population is told in great number hides nothing from another.
const SHOWN: &str = "SELECT e.id, e.space_id, e.title, e.time, e.created_at, e.corrected_at, e.ends_at \
     FROM event e JOIN (SELECT w.id, \
     ROW_NUMBER() OVER (PARTITION BY w.space_id ORDER BY w.created_at DESC, w.id DESC) AS newest, \
     ROW_NUMBER() OVER (PARTITION BY w.space_id ORDER BY t.next_at, w.id) AS soonest \
     FROM event w JOIN space s ON s.id = w.space_id \
     JOIN (SELECT o.event_id, MIN(o.starts_at) AS next_at FROM event_occurrence o \
     JOIN space so ON so.id = o.space_id \
     WHERE so.establishment_id = :school AND o.ends_at > :now GROUP BY o.event_id) t ON t.event_id = w.id \
     WHERE s.establishment_id = :school AND w.state = 'planned') r ON r.id = e.id \
     WHERE r.newest <= :most OR r.soonest <= :most";

/// What the agendas of a school's spaces add to *Actualités*: events that are not over, each for the
/// readers of its space. A repeated event is one entry for each of its next occurrences, one after
/// the other, so that only the next one is shown.
pub async fn items_of(
    db: &impl ConnectionTrait,
    school: EstablishmentId,
    now: Millis,
) -> Result<Vec<BoardItem>> {
    let newest_first = format!("{SHOWN} ORDER BY e.created_at DESC, e.id DESC");
    let rows = EventRow::find_by_statement(sql!(db, newest_first.as_str(), school, now, most = EVENTS))
        .all(db)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let spaces = spaces_of_school(db, school).await?;
    let names = load::named(db, &spaces).await?;
    let mut next = next_of(db, school, now).await?;
    let mut items = Vec::new();
    for row in rows {
        let (Some(space), Some((name, zone))) =
            (spaces.iter().find(|space| space.id == row.space_id), names.get(&row.space_id))
        else {
            continue;
        };
        let (standard, source) = name.as_source();
        let item = Item {
            kind: ItemKind::Event,
            language: Spoken::FIRST,
            second: None,
            id: row.id.0,
            title: row.title,
            space: standard,
            source,
            published_at: row.created_at,
            takes_place: None,
            picture: None,
            corrected_at: row.corrected_at,
            address: event_address(row.id),
        };
        let whole_day = row.time.is_whole_days();
        let mut from = row.created_at;
        let takes = next.remove(&row.id).unwrap_or_default();
        let last = takes.len().saturating_sub(1);
        for (position, takes) in takes.into_iter().enumerate() {
            let Takes { day, starts_at, ends_at, said, .. } = takes;
            let until = if position == last { row.ends_at } else { ends_at };
            let span = Span { begins_at: starts_at, ends_at, whole_day, zone: *zone };
            let mut item = Item { takes_place: Some(span), ..item.clone() };
            if let Some(instead) = said.map(Json::into_inner) {
                item.takes_place = Some(Span { whole_day: instead.time.is_whole_days(), ..span });
                item.title = instead.title;
                item.address = occurrence_address(row.id, day.0);
            }
            items.push(BoardItem { item, audience: space.readers.clone(), from, until });
            from = until;
        }
    }
    Ok(items)
}

/// The next occurrences of these events, by their beginning.
async fn next_of(
    db: &impl ConnectionTrait,
    school: EstablishmentId,
    now: Millis,
) -> Result<BTreeMap<EventId, Vec<Takes>>> {
    let text = format!(
        "SELECT o.event_id, o.day, o.starts_at, o.ends_at, x.said FROM event_occurrence o \
         LEFT JOIN event_exception x ON x.event_id = o.event_id AND x.day = o.day \
         WHERE o.event_id IN (SELECT n.id FROM ({SHOWN}) n) AND o.ends_at > :now ORDER BY o.starts_at"
    );
    let mut next: BTreeMap<EventId, Vec<Takes>> = BTreeMap::new();
    for takes in Takes::find_by_statement(sql!(db, text, school, now, most = EVENTS)).all(db).await? {
        let of_event = next.entry(takes.event_id).or_default();
        if of_event.len() < OCCURRENCES {
            of_event.push(takes);
        }
    }
    Ok(next)
}
