use domain::{
    ArticleId, EstablishmentId, SpaceId,
    communications::Spoken,
    files::OwnerKind,
    home::{BoardItem, Item, ItemKind, Picture},
    spaces::article_address,
    time::Millis,
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::names::names_of;
use crate::{Result, access::spaces_of_school, files, ground::sql::sql};

/// How many articles of a space its readers may find in *Actualités*; the page of the space has the rest.
/// What is written for one population hides nothing from another.
const NEWEST: u64 = 24;
/// How long they stand there.
const SHOWN_MS: i64 = 60 * 24 * 60 * 60 * 1_000;

#[derive(FromQueryResult)]
struct BoardArticle {
    id: ArticleId,
    space_id: SpaceId,
    title: String,
    published_at: Millis,
    corrected_at: Option<Millis>,
}

/// The newest articles of a school for *Actualités*, each for the readers of its space.
pub(crate) async fn items_of(
    db: &impl ConnectionTrait,
    school: EstablishmentId,
    now: Millis,
) -> Result<Vec<BoardItem>> {
    let text = format!(
        "SELECT n.id, n.space_id, n.title, n.published_at, n.corrected_at FROM (SELECT a.id, a.space_id, \
         a.title, a.published_at, a.corrected_at, \
         ROW_NUMBER() OVER (PARTITION BY a.space_id ORDER BY a.published_at DESC, a.id DESC) AS place \
         FROM article a JOIN space s ON s.id = a.space_id WHERE s.establishment_id = :school \
         AND a.withdrawn_at IS NULL AND a.published_at > :since) n \
         WHERE n.place <= {NEWEST} ORDER BY n.published_at DESC, n.id DESC"
    );
    let since = now.plus(-SHOWN_MS);
    let rows = BoardArticle::find_by_statement(sql!(db, text.as_str(), school, since)).all(db).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let spaces = spaces_of_school(db, school).await?;
    let names = names_of(db, &spaces).await?;
    let mut pictures = files::pictures_of(db, OwnerKind::Article, rows.iter().map(|row| row.id.0)).await?;
    let item = |row: BoardArticle| {
        let space = spaces.iter().find(|space| space.id == row.space_id)?;
        let (standard, source) = names.get(&row.space_id)?.as_source();
        Some(BoardItem {
            item: Item {
                kind: ItemKind::Article,
                language: Spoken::FIRST,
                second: None,
                id: row.id.0,
                title: row.title,
                space: standard,
                source,
                published_at: row.published_at,
                takes_place: None,
                picture: pictures.remove(&row.id.0).map(Picture::from),
                corrected_at: row.corrected_at,
                address: article_address(row.space_id, row.id),
            },
            audience: space.readers.clone(),
            from: row.published_at,
            until: row.published_at.plus(SHOWN_MS),
        })
    };
    Ok(rows.into_iter().filter_map(item).collect())
}
