use std::collections::BTreeMap;

use domain::{
    EstablishmentId, EventId, SpaceId,
    agenda::{EventTime, view::event_address},
    communications::Spoken,
    home::{BoardItem, Item, ItemKind, Span},
    time::Millis,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use values::columns::Json;

use super::load;
use crate::{Result, access::spaces_of_school, ground::sql::sql};

/// How many events of a school stand in *Actualités*; its agendas have the rest.
const EVENTS: i64 = 50;
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

#[derive(FromQueryResult)]
struct Takes {
    event_id: EventId,
    starts_at: Millis,
    ends_at: Millis,
}

/// The newest events of the spaces of a school that are not over.
const NEWEST: &str = "SELECT e.id, e.space_id, e.title, e.time, e.created_at, e.corrected_at, e.ends_at \
     FROM event e JOIN space s ON s.id = e.space_id \
     WHERE s.establishment_id = :school AND e.ends_at > :now AND e.state = 'planned' \
     ORDER BY e.created_at DESC, e.id DESC LIMIT :most";

/// What the agendas of a school's spaces add to *Actualités*: events that are not over, each for the
/// readers of its space. A repeated event is one entry for each of its next occurrences, one after
/// the other, so that only the next one is shown.
pub async fn items_of(
    db: &impl ConnectionTrait,
    school: EstablishmentId,
    now: Millis,
) -> Result<Vec<BoardItem>> {
    let most = EVENTS;
    let rows = EventRow::find_by_statement(sql!(db, NEWEST, school, now, most)).all(db).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let spaces = spaces_of_school(db, school).await?;
    let names = load::named(db, &spaces).await?;
    let takes = format!(
        "SELECT o.event_id, o.starts_at, o.ends_at FROM event_occurrence o \
         WHERE o.event_id IN (SELECT n.id FROM ({NEWEST}) n) AND o.ends_at > :now ORDER BY o.starts_at"
    );
    let mut next: BTreeMap<EventId, Vec<Takes>> = BTreeMap::new();
    for takes in Takes::find_by_statement(sql!(db, takes, school, now, most)).all(db).await? {
        let of_event = next.entry(takes.event_id).or_default();
        if of_event.len() < OCCURRENCES {
            of_event.push(takes);
        }
    }
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
        for (position, Takes { starts_at, ends_at, .. }) in takes.into_iter().enumerate() {
            let until = if position == last { row.ends_at } else { ends_at };
            let span = Span { begins_at: starts_at, ends_at, whole_day, zone: *zone };
            let item = Item { takes_place: Some(span), ..item.clone() };
            items.push(BoardItem { item, audience: space.readers.clone(), from, until });
            from = until;
        }
    }
    Ok(items)
}
