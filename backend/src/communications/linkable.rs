//! Articles that a communication may link to.

use domain::{ArticleId, SpaceId, time::Millis};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Error, Result,
    access::{Caller, Space, authorities_read, readable_spaces, readable_spaces_among, space},
    ground::school_name::SCHOOL_CALLED,
    ground::sql::{Sql, numbers},
    search::patterns,
};

/// How many articles a search shows.
const FOUND: usize = 10;

/// A published article that somebody may read.
#[derive(Clone, Debug)]
pub(super) struct Linkable {
    pub id: ArticleId,
    pub title: String,
    pub published_at: Millis,
    pub space: Space,
    /// The space and its school, in the caller's language.
    pub source: String,
}

#[derive(FromQueryResult)]
struct PublishedArticle {
    id: ArticleId,
    space_id: SpaceId,
    title: String,
    published_at: Millis,
    school: String,
}

/// SQL: published articles, up to further conditions.
fn published() -> String {
    format!(
        "SELECT a.id, a.space_id, a.title, a.published_at, {SCHOOL_CALLED} AS school \
         FROM article a JOIN space s ON s.id = a.space_id JOIN establishment e ON e.id = s.establishment_id \
         WHERE a.published_at IS NOT NULL AND a.withdrawn_at IS NULL AND "
    )
}

/// The articles that the caller may read and whose text has all the typed words, the newest first: those
/// of the caller's schools, and of the schools of an authority in whose name they write.
pub(super) async fn linkable_articles(
    db: &impl ConnectionTrait,
    caller: &Caller,
    typed: &str,
) -> Result<Vec<Linkable>> {
    let spaces = readable_spaces(db, caller).await?;
    let ids = numbers(spaces.iter().map(|space| space.id.0));
    let authorities = numbers(authorities_read(caller).into_iter().map(|id| id.0));
    let published = published();
    let mut sql =
        Sql::new(format!("{published}(a.space_id IN ({ids}) OR e.authority_id IN ({authorities}))"));
    for (position, pattern) in patterns(typed).into_iter().enumerate() {
        let name = format!("pattern_{position}");
        sql = sql.then(&format!(" AND a.search_text LIKE :{name} ESCAPE '\\'")).bind(&name, pattern);
    }
    let sql = sql.then(&format!(" ORDER BY a.published_at DESC, a.id DESC LIMIT {FOUND}"));
    let rows = PublishedArticle::find_by_statement(sql.on(db)).all(db).await?;
    let found = rows.iter().map(|row| row.space_id).collect();
    Ok(linkable(caller, &readable_spaces_among(db, caller, found).await?, rows))
}

/// One article, if the caller may link to it.
///
/// # Errors
/// [`Error::NotFound`] when it is not published any more, or the caller may not read it.
pub(super) async fn linkable_article(
    db: &impl ConnectionTrait,
    caller: &Caller,
    in_space: SpaceId,
    id: ArticleId,
) -> Result<Linkable> {
    let space = space(db, caller, in_space).await?;
    let published = published();
    let sql = Sql::new(format!("{published}a.space_id = :space AND a.id = :id"));
    let sql = sql.bind("space", in_space).bind("id", id);
    let rows = PublishedArticle::find_by_statement(sql.on(db)).all(db).await?;
    linkable(caller, &[space], rows).pop().ok_or(Error::NotFound)
}

fn linkable(caller: &Caller, spaces: &[Space], rows: Vec<PublishedArticle>) -> Vec<Linkable> {
    let found = rows.into_iter().filter_map(|row| {
        let space = spaces.iter().find(|space| space.id == row.space_id)?;
        let name = space.called(row.school);
        Some(Linkable {
            id: row.id,
            title: row.title,
            published_at: row.published_at,
            space: space.clone(),
            source: caller.words().spaces.source(&name),
        })
    });
    found.collect()
}
