use std::collections::HashMap;

use chrono_tz::Tz;
use domain::{
    ArticleId, PersonId, SpaceId,
    communications::valid_text,
    spaces::{
        ArticleFacts, ArticleState,
        view::{ArticleRow, SpacePage, Unpublished},
    },
    time::{Millis, Stamp},
};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::{
    names::{BySpace, ids, name_and_zone, rights},
    place::ArticlePosition,
    subscribe::subscribed,
};
use crate::{
    Backend, Result,
    access::{Caller, Space, responsible_to, space},
    ground::sql::{Sql, sql},
    notice::excerpt,
};

const PAGE: usize = 20;
/// How many drafts and scheduled articles a page of a space lists.
const UNPUBLISHED_SHOWN: usize = 50;

#[derive(FromQueryResult)]
struct ListedArticle {
    id: ArticleId,
    space_id: SpaceId,
    title: String,
    html: String,
    author_id: PersonId,
    published_at: Millis,
    corrected_at: Option<Millis>,
    files: i64,
}

/// `a` is a published article that was not withdrawn.
const COLUMNS: &str = "a.id, a.space_id, a.title, a.html, a.author_id, a.published_at, a.corrected_at, \
    (SELECT COUNT(*) FROM file f WHERE f.owner_kind = 'article' AND f.owner_id = a.id) AS files";
const PUBLISHED: &str = "a.published_at IS NOT NULL AND a.withdrawn_at IS NULL";

impl ListedArticle {
    fn place(&self) -> ArticlePosition {
        ArticlePosition { at: self.published_at, id: self.id }
    }

    /// As a list shows it; `authors` has the name of everybody who wrote in it.
    fn view(self, zone: Tz, authors: &HashMap<PersonId, String>) -> ArticleRow {
        ArticleRow {
            id: self.id,
            title: self.title,
            excerpt: excerpt(&valid_text(&self.html)),
            author: authors.get(&self.author_id).cloned().unwrap_or_default(),
            at: Stamp::new(self.published_at, zone),
            corrected: self.corrected_at.map(|at| Stamp::new(at, zone)),
            files: u32::try_from(self.files).unwrap_or_default(),
        }
    }
}

/// A space: its articles, the newest first, from a place in the list. An invalid place gives the first
/// page.
///
/// # Errors
/// [`NotFound`](crate::Error::NotFound) for somebody who may not read it.
pub async fn space_page(
    backend: &Backend,
    caller: &Caller,
    id: SpaceId,
    before: &str,
    after: &str,
) -> Result<SpacePage> {
    let db = &backend.db;
    let space = space(db, caller, id).await?;
    let (name, of_school) = name_and_zone(db, &space).await?;
    let zone = caller.own_zone();
    let (rows, older, newer) = match (ArticlePosition::parse(before), ArticlePosition::parse(after)) {
        (Some(before), _) => older(db, id, Some(before)).await?,
        (None, Some(after)) => newer(db, id, after).await?,
        (None, None) => older(db, id, None).await?,
    };
    let authors = authors(db, caller, &rows).await?;
    let place = |row: Option<&ListedArticle>| row.map(|row| row.place().to_string());
    let first_page = before.is_empty() && after.is_empty();
    let mut unpublished =
        if first_page { unpublished(db, caller, &space, of_school).await? } else { Vec::new() };
    let unpublished_cut = unpublished.len() > UNPUBLISHED_SHOWN;
    unpublished.truncate(UNPUBLISHED_SHOWN);
    let has_feed = sql!(
        db,
        "SELECT 1 AS there FROM space_feed WHERE space_id = :id AND person_id = :me",
        id,
        me = caller.person
    );
    Ok(SpacePage {
        rights: rights(&space, caller),
        reads: space.is_for(caller),
        subscribed: subscribed(db, caller, std::slice::from_ref(&space)).await?.contains(&id),
        older: older.then(|| place(rows.last())).flatten(),
        newer: newer.then(|| place(rows.first())).flatten(),
        unpublished,
        unpublished_cut,
        has_feed: db.query_one_raw(has_feed).await?.is_some(),
        rows: rows.into_iter().map(|row| row.view(zone, &authors)).collect(),
        space: name,
    })
}

/// Who wrote these articles, told apart from namesakes.
async fn authors(
    db: &impl ConnectionTrait,
    caller: &Caller,
    rows: &[ListedArticle],
) -> Result<HashMap<PersonId, String>> {
    responsible_to(db, caller, rows.iter().map(|row| row.author_id)).await
}

/// Articles, whether there are older ones, and whether there are newer ones.
type Page = (Vec<ListedArticle>, bool, bool);

async fn older(db: &impl ConnectionTrait, space: SpaceId, before: Option<ArticlePosition>) -> Result<Page> {
    let mut sql =
        Sql::new(format!("SELECT {COLUMNS} FROM article a WHERE a.space_id = :space AND {PUBLISHED}"));
    if let Some(ArticlePosition { at, id }) = before {
        sql = sql.then(" AND (a.published_at, a.id) < (:at, :id)").bind("at", at).bind("id", id);
    }
    let sql = sql.then(&format!(" ORDER BY a.published_at DESC, a.id DESC LIMIT {}", PAGE + 1));
    let mut rows = ListedArticle::find_by_statement(sql.bind("space", space).on(db)).all(db).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    Ok((rows, more, before.is_some()))
}

/// The page just before a place. If it would not be full, the first page is shown instead.
async fn newer(db: &impl ConnectionTrait, space: SpaceId, after: ArticlePosition) -> Result<Page> {
    let text = format!(
        "SELECT {COLUMNS} FROM article a WHERE a.space_id = :space \
         AND {PUBLISHED} AND (a.published_at, a.id) > (:at, :id) ORDER BY a.published_at, a.id LIMIT {}",
        PAGE + 1
    );
    let ArticlePosition { at, id } = after;
    let mut rows = ListedArticle::find_by_statement(sql!(db, text.as_str(), space, at, id)).all(db).await?;
    if rows.len() <= PAGE {
        return older(db, space, None).await;
    }
    rows.truncate(PAGE);
    rows.reverse();
    Ok((rows, true, true))
}

/// The newest article of each space.
pub(super) async fn latest_of(
    db: &impl ConnectionTrait,
    caller: &Caller,
    spaces: &[Space],
    zone: Tz,
) -> Result<BySpace<ArticleRow>> {
    if spaces.is_empty() {
        return Ok(BySpace::new());
    }
    let ids: Vec<String> = ids(spaces).iter().map(ToString::to_string).collect();
    let text = format!(
        "SELECT {COLUMNS} FROM article a WHERE {PUBLISHED} AND a.id IN \
         (SELECT (SELECT a.id FROM article a WHERE a.space_id = s.id AND {PUBLISHED} \
         ORDER BY a.published_at DESC, a.id DESC LIMIT 1) FROM space s WHERE s.id IN ({}))",
        ids.join(",")
    );
    let rows = ListedArticle::find_by_statement(sql!(db, text.as_str())).all(db).await?;
    let authors = authors(db, caller, &rows).await?;
    Ok(rows.into_iter().map(|row| (row.space_id, row.view(zone, &authors))).collect())
}

#[derive(FromQueryResult)]
struct UnpublishedRow {
    id: ArticleId,
    title: String,
    author_id: PersonId,
    changed_at: Millis,
    publish_at: Option<Millis>,
    refused_at: Option<Millis>,
}

/// The caller's own drafts, also of somebody who wrote here until lately; what is scheduled or was refused,
/// also of others for a moderator. `of_school` is the zone of the space. One more than a page shows tells
/// that there are others.
async fn unpublished(
    db: &impl ConnectionTrait,
    caller: &Caller,
    space: &Space,
    of_school: Tz,
) -> Result<Vec<Unpublished>> {
    let text = format!(
        "SELECT a.id, a.title, a.author_id, a.changed_at, a.publish_at, a.refused_at \
         FROM article a WHERE a.space_id = :space \
         AND a.published_at IS NULL AND a.withdrawn_at IS NULL \
         AND (a.author_id = :me OR (:moderates = 1 AND a.publish_at IS NOT NULL)) \
         ORDER BY a.changed_at DESC, a.id DESC LIMIT {}",
        UNPUBLISHED_SHOWN + 1
    );
    let me: PersonId = caller.person;
    let moderates = i32::from(space.may_moderate(caller));
    let statement = sql!(db, text.as_str(), space = space.id, me, moderates);
    let rows = UnpublishedRow::find_by_statement(statement).all(db).await?;
    let authors = responsible_to(db, caller, rows.iter().map(|row| row.author_id)).await?;
    let view = |row: UnpublishedRow| {
        let facts = ArticleFacts {
            publish_at: row.publish_at,
            refused_at: row.refused_at,
            ..ArticleFacts::default()
        };
        let state = facts.state();
        let scheduled = matches!(state, ArticleState::Scheduled { .. });
        Unpublished {
            id: row.id,
            title: row.title,
            author: authors.get(&row.author_id).cloned().unwrap_or_default(),
            state,
            at: Stamp::new(row.publish_at.unwrap_or(row.changed_at), caller.own_zone()),
            clock: if scheduled { caller.zone_to_name([of_school]) } else { None },
        }
    };
    Ok(rows.into_iter().map(view).collect())
}
