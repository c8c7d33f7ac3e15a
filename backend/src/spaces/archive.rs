use std::ops::Range;

use domain::{
    directory::Cohort,
    files::OwnerKind,
    home::{Item, ItemKind, Picture},
    spaces::article_address,
    time::Millis,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::names::{ids, names_of};
use crate::{
    Result,
    access::{Caller, spaces_for},
    entities::article,
    files,
};

/// The articles of a span in the spaces whose population the caller belongs to, the newest first: at
/// most `most`, after the place `before` (instant and number).
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
    let same = Condition::all().add(article::Column::PublishedAt.eq(at)).add(article::Column::Id.lt(id));
    let rows = article::Entity::find()
        .filter(article::Column::SpaceId.is_in(ids(&spaces)))
        .filter(article::Column::WithdrawnAt.is_null())
        .filter(article::Column::PublishedAt.gte(span.start))
        .filter(article::Column::PublishedAt.lt(span.end))
        .filter(Condition::any().add(article::Column::PublishedAt.lt(at)).add(same))
        .order_by_desc(article::Column::PublishedAt)
        .order_by_desc(article::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    let names = names_of(db, &spaces).await?;
    let mut pictures = files::pictures_of(db, OwnerKind::Article, rows.iter().map(|row| row.id.0)).await?;
    let item = |row: article::Model| {
        let (space, source) = names.get(&row.space_id)?.as_source();
        Some(Item {
            kind: ItemKind::Article,
            language: domain::communications::Spoken::FIRST,
            second: None,
            id: row.id.0,
            space,
            source,
            published_at: row.published_at?,
            takes_place: None,
            picture: pictures.remove(&row.id.0).map(Picture::from),
            corrected_at: row.corrected_at,
            address: article_address(row.space_id, row.id),
            title: row.title,
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}
