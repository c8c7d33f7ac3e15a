//! The private address of a space's articles, for programs that read feeds.

use std::time::Duration;

use domain::{
    ArticleId, PersonId, SpaceId,
    audit::Action,
    communications::CleanHtml,
    spaces::view::SpaceName,
    time::{MINUTE_MS, Millis},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter,
    sea_query::OnConflict,
};
use tokio::sync::{Semaphore, SemaphorePermit};
use words::Language;

use super::names::name_and_zone;
use crate::{
    Backend, Error, Required, Result,
    access::{Caller, Space, responsible_to, space, space_for_work},
    audit::{self, Entry},
    entities::space_feed,
    ground::sql::sql,
    rich_text,
    shares::{Bounds, Share},
    token::{fingerprint, random_hex, token_hash},
    transaction,
};

/// How many articles a feed has.
const ENTRIES: u64 = 30;
/// Feeds that wait for their turn or are written, of one person and of all.
pub(crate) const ARTICLE_FEEDS: Bounds = Bounds { each: 4, all: 64 };
/// How many feeds a process writes at the same time: thirty long articles are some megabytes.
static TURNS: Semaphore = Semaphore::const_new(1);
/// How long a program waits for the feeds of others; it asks again by itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// The newest articles of a space.
#[derive(Debug)]
pub struct ArticleFeed {
    /// That of the owner of the address.
    pub language: Language,
    pub space: SpaceName,
    pub entries: Vec<FeedEntry>,
    /// When the newest of them was published or corrected; when the address was made, without any.
    pub updated_at: Millis,
    _turn: Turn,
}

/// Held until the feed is written.
#[derive(Debug)]
struct Turn {
    _turn: SemaphorePermit<'static>,
    _place: Share<PersonId>,
}

impl ArticleFeed {
    /// Writes the document on a thread of its own: readers of pages do not wait for it. The turn lasts until
    /// it is written, also when the program that asked has hung up.
    pub async fn written(self, write: impl FnOnce(&Self) -> String + Send + 'static) -> Result<String> {
        tokio::task::spawn_blocking(move || write(&self)).await.required("a feed of articles")
    }
}

#[derive(Clone, Debug)]
pub struct FeedEntry {
    pub id: ArticleId,
    pub title: String,
    pub body: CleanHtml,
    pub author: String,
    pub published_at: Millis,
    pub updated_at: Millis,
}

/// Makes the caller's first private address of a space as [`renew_article_feed`]. `None` where there is one
/// that was not made just now, as for a calendar.
pub async fn make_article_feed(backend: &Backend, caller: &Caller, id: SpaceId) -> Result<Option<String>> {
    let there = space_feed::Entity::find_by_id((id, caller.person)).one(&backend.db).await?;
    let just_now = backend.clock.now().plus(-MINUTE_MS);
    if there.is_some_and(|feed| feed.made_at < just_now) {
        return Ok(None);
    }
    renew_article_feed(backend, caller, id).await.map(Some)
}

/// Makes the caller's private address of a space, or replaces it; returns the token in it, which is
/// stored nowhere.
///
/// # Errors
/// [`Error::NotFound`] for somebody who may not read the space; [`Error::TooManyAttempts`] when they
/// made too many addresses within an hour.
pub async fn renew_article_feed(backend: &Backend, caller: &Caller, id: SpaceId) -> Result<String> {
    let space = space(&backend.db, caller, id).await?;
    let source = source_of(&backend.db, caller, &space).await?;
    let token = random_hex::<24>()?;
    let now = backend.clock.now();
    backend.feeds.check(caller.person, now)?;
    let row = space_feed::ActiveModel {
        space_id: Set(id),
        person_id: Set(caller.person),
        token_hash: Set(token_hash(&token)),
        made_at: Set(now),
    };
    let key = [space_feed::Column::SpaceId, space_feed::Column::PersonId];
    let changed = OnConflict::columns(key)
        .update_columns([space_feed::Column::TokenHash, space_feed::Column::MadeAt])
        .to_owned();
    transaction!(&backend.db, |tx| {
        let kept = space_feed::Entity::insert(row.clone()).on_conflict(changed.clone());
        kept.exec_without_returning(tx).await?;
        let entry =
            Entry::by(caller, Action::FeedMade, source.clone()).with("space", id).with("feed", "articles");
        audit::append(tx, now, entry).await
    })?;
    Ok(token)
}

/// The space as the journal names it.
async fn source_of(db: &impl ConnectionTrait, caller: &Caller, space: &Space) -> Result<String> {
    let (name, _) = name_and_zone(db, space).await?;
    Ok(caller.words().spaces.source(&name))
}

/// Revokes the caller's private address of a space.
pub async fn revoke_article_feed(backend: &Backend, caller: &Caller, id: SpaceId) -> Result<()> {
    let mine = space_feed::Entity::delete_many()
        .filter(space_feed::Column::SpaceId.eq(id))
        .filter(space_feed::Column::PersonId.eq(caller.person));
    transaction!(&backend.db, |tx| {
        if mine.clone().exec(tx).await?.rows_affected == 0 {
            return Ok(());
        }
        // Somebody who reads the space no more revokes too.
        let space = space_for_work(tx, id).await?;
        let source = source_of(tx, caller, &space).await?;
        let entry = Entry::by(caller, Action::FeedRevoked, source).with("space", id).with("feed", "articles");
        audit::append(tx, backend.clock.now(), entry).await
    })
}

#[derive(FromQueryResult)]
struct PublishedArticle {
    id: ArticleId,
    title: String,
    html: String,
    author_id: PersonId,
    published_at: Millis,
    corrected_at: Option<Millis>,
}

/// The articles behind a private address. The rights of its owner are read each time. `None` when they have
/// left, or no longer read the space: their programs may forget the address.
///
/// # Errors
/// [`Error::NotFound`] for an address that does not exist, or no longer; [`Error::Busy`] while others are
/// written, or while programs of the same person ask for too many.
pub async fn article_feed(backend: &Backend, id: SpaceId, token: &str) -> Result<Option<ArticleFeed>> {
    let db = &backend.db;
    let row = space_feed::Entity::find()
        .filter(space_feed::Column::SpaceId.eq(id))
        .filter(space_feed::Column::TokenHash.eq(token_hash(token)))
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let Some((owner, space)) = owner_of(db, row.person_id, id).await? else { return Ok(None) };
    let turn = turn_of(backend, owner.person).await?;
    let (name, _) = name_and_zone(db, &space).await?;
    let text = format!(
        "SELECT a.id, a.title, a.html, a.author_id, a.published_at, a.corrected_at \
         FROM article a WHERE a.space_id = :id \
         AND a.published_at IS NOT NULL AND a.withdrawn_at IS NULL \
         ORDER BY a.published_at DESC, a.id DESC LIMIT {ENTRIES}"
    );
    let rows = PublishedArticle::find_by_statement(sql!(db, text.as_str(), id)).all(db).await?;
    let authors = responsible_to(db, &owner, rows.iter().map(|row| row.author_id)).await?;
    let entry = move |row: PublishedArticle| FeedEntry {
        id: row.id,
        title: row.title,
        body: rich_text::clean(&row.html),
        author: authors.get(&row.author_id).cloned().unwrap_or_default(),
        published_at: row.published_at,
        updated_at: row.corrected_at.unwrap_or(row.published_at),
    };
    let cleaned = move || (rows.into_iter().map(entry).collect::<Vec<_>>(), turn);
    let (entries, turn) = tokio::task::spawn_blocking(cleaned).await.required("the articles of a feed")?;
    let updated_at = entries.iter().map(|entry| entry.updated_at).max().unwrap_or(row.made_at);
    Ok(Some(ArticleFeed { language: owner.language(), space: name, entries, updated_at, _turn: turn }))
}

/// Waits for the turn to write a feed for `person`.
async fn turn_of(backend: &Backend, person: PersonId) -> Result<Turn> {
    let place = backend.article_feeds.take(person, 1).map_err(|_| Error::Busy)?;
    backend.failpoint.between("article-feed").await;
    let Ok(Ok(turn)) = tokio::time::timeout(PATIENCE, TURNS.acquire()).await else {
        return Err(Error::Busy);
    };
    Ok(Turn { _turn: turn, _place: place })
}

/// Whose address it is, if they are still in the directory and read the space.
async fn owner_of(
    db: &impl ConnectionTrait,
    person: PersonId,
    id: SpaceId,
) -> Result<Option<(Caller, Space)>> {
    let owner = match Caller::load(db, person).await {
        Ok(owner) => owner,
        Err(Error::SignedOut) => return Ok(None),
        Err(other) => return Err(other),
    };
    match space(db, &owner, id).await {
        Ok(space) => Ok(Some((owner, space))),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// What a reader's program compares, to fetch a feed only when it has changed.
pub fn version_of(text: &str) -> String {
    fingerprint(text.as_bytes())
}
