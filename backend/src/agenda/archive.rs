use std::ops::Range;

use domain::{
    agenda::{EventState, view::event_address},
    directory::Cohort,
    home::{Item, ItemKind, Span},
    time::Millis,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::load;
use crate::{
    Result,
    access::{Caller, spaces_for},
    entities::event,
};

/// The events written in a span in the spaces whose population the caller belongs to, the newest
/// first: at most `most`, after the place `before` (instant and number).
pub(crate) async fn archive(
    db: &impl ConnectionTrait,
    caller: &Caller,
    reader: &[Cohort],
    span: Range<Millis>,
    before: (Millis, i64),
    most: u64,
) -> Result<Vec<Item>> {
    let spaces = spaces_for(db, caller, reader).await?;
    if spaces.is_empty() {
        return Ok(Vec::new());
    }
    let (at, id) = before;
    let same = Condition::all().add(event::Column::CreatedAt.eq(at)).add(event::Column::Id.lt(id));
    let rows = event::Entity::find()
        .filter(event::Column::SpaceId.is_in(spaces.iter().map(|space| space.id)))
        .filter(event::Column::State.eq(EventState::Planned))
        .filter(event::Column::CreatedAt.gte(span.start))
        .filter(event::Column::CreatedAt.lt(span.end))
        .filter(Condition::any().add(event::Column::CreatedAt.lt(at)).add(same))
        .order_by_desc(event::Column::CreatedAt)
        .order_by_desc(event::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let names = load::named(db, &spaces).await?;
    let item = |row: event::Model| {
        let (space, source) = names.get(&row.space_id?)?.0.as_source();
        // Of a repeated event the page says when it takes place.
        let once = row.repetition.is_none();
        let whole_day = row.time.is_whole_days();
        let takes_place = once.then_some(Span {
            begins_at: row.starts_at,
            ends_at: row.ends_at,
            whole_day,
            zone: row.zone.0,
        });
        Some(Item {
            kind: ItemKind::Event,
            language: domain::communications::Spoken::FIRST,
            second: None,
            id: row.id.0,
            space,
            source,
            published_at: row.created_at,
            takes_place,
            picture: None,
            corrected_at: row.corrected_at,
            address: event_address(row.id),
            title: row.title,
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}
