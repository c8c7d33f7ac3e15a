//! *Prévenir les abonnés*: a notification to those who were not told before.

use domain::{
    ArticleId, PersonId,
    messages::{MessageKind, Notice},
    spaces::{ArticleState, ToldKind, view::SpaceName},
    time::Millis,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult};
use words::Language;

use super::load::facts;
use crate::{
    Backend, Result,
    access::{Space, name_to_families, space_for_work},
    audience::people_sql,
    delivery::{self, Content, Letter},
    entities::article,
    ground::sql::Sql,
    queue::{self, Kind, Lease, New},
    spaces::{Subject, names::name_and_zone, newly_told},
    transaction, versions,
};

/// The detail of the job that tells subscribers of an article.
const ARTICLE_PUBLISHED: &str = "article-published";
/// The same for those who had read its old text; the number of the correction follows.
const ARTICLE_CORRECTED: &str = "article-corrected-";

/// Enqueues the publication of an article that is scheduled.
pub(super) async fn enqueue_publication(
    tx: &DatabaseTransaction,
    now: Millis,
    id: ArticleId,
    at: Millis,
) -> Result<()> {
    let key = format!("{id}-{at}-{now}");
    queue::enqueue(tx, now, &New::about(Kind::Article, &key, id.0, at)).await?;
    Ok(())
}

/// Enqueues the notification of the subscribers. Call it in the transaction that publishes.
pub(super) async fn enqueue_telling(tx: &DatabaseTransaction, now: Millis, id: ArticleId) -> Result<()> {
    let key = format!("{ARTICLE_PUBLISHED}-{id}-{now}");
    let new = New { detail: Some(ARTICLE_PUBLISHED), ..New::about(Kind::Tell, &key, id.0, now) };
    queue::enqueue(tx, now, &new).await?;
    Ok(())
}

/// Enqueues the notification of those who had read the article before the correction `number`; `by`
/// is the person who corrects. Other files are a correction without a number of its own.
pub(super) async fn enqueue_telling_readers(
    tx: &DatabaseTransaction,
    now: Millis,
    (id, number): (ArticleId, i32),
    by: PersonId,
) -> Result<()> {
    let key = format!("{ARTICLE_CORRECTED}{id}-{number}-{now}");
    let detail = format!("{ARTICLE_CORRECTED}{number}");
    let about = New::about(Kind::Tell, &key, id.0, now);
    queue::enqueue(tx, now, &New { detail: Some(&detail), person: Some(by), ..about }).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct ReaderRow {
    person_id: PersonId,
}

/// Those who had read an article before the correction `number` and may still read it. Neither the
/// person who corrects, nor its author, who is told of that by itself.
async fn readers_before(
    db: &impl ConnectionTrait,
    space: &Space,
    (id, number): (ArticleId, i32),
    by: PersonId,
) -> Result<Vec<PersonId>> {
    let sql = Sql::new("SELECT s.person_id FROM seen s JOIN (").nest(people_sql(&space.readers));
    let sql = sql.then(&format!(
        ") r ON r.person_id = s.person_id \
         WHERE s.subject_kind = 'article' AND s.subject_id = {id} AND s.version < {number} \
         AND s.person_id <> {by} AND s.person_id <> (SELECT a.author_id FROM article a WHERE a.id = {id}) \
         ORDER BY s.person_id"
    ));
    let people = ReaderRow::find_by_statement(sql.on(db)).all(db).await?;
    Ok(people.into_iter().map(|row| row.person_id).collect())
}

/// How many people would be told if `by` corrected the article now.
pub(super) async fn readers_to_tell(
    db: &impl ConnectionTrait,
    space: &Space,
    id: ArticleId,
    by: PersonId,
) -> Result<u64> {
    Ok(readers_before(db, space, (id, i32::MAX), by).await?.len() as u64)
}

/// Tells those who had read an article before the correction `number` and may still read it, and ends
/// the job in the same transaction.
async fn about_correction(backend: &Backend, lease: &Lease, number: i32) -> Result<()> {
    let (id, now) = (ArticleId(lease.subject()?), backend.clock.now());
    // What this process has noted counts too.
    versions::store_seen(backend).await?;
    transaction!(&backend.db, |tx| {
        let Some((row, space)) = ended(tx, lease, (id, now)).await? else { return Ok(()) };
        // An older version of the program named nobody.
        let by = lease.person_id.unwrap_or(row.author_id);
        let people = readers_before(tx, &space, (id, number), by).await?;
        if people.is_empty() {
            return Ok(());
        }
        let name = named(tx, &space).await?;
        let source = name.school.clone();
        let notice = Notice::ArticleCorrected { title: row.title, space: name, article: id, number };
        let letter = letter(now, format!("{ARTICLE_CORRECTED}{id}-{}", lease.id), source, notice);
        delivery::post(tx, now, letter, &people).await?;
        Ok(())
    })
}

/// Ends a job, and returns its article with the space. `None` when there is nobody to tell: the article is
/// not public any more, or another process holds the job by now and tells them.
async fn ended(
    tx: &DatabaseTransaction,
    lease: &Lease,
    (id, now): (ArticleId, Millis),
) -> Result<Option<(article::Model, Space)>> {
    if !queue::finish(tx, lease, now, None).await? {
        return Ok(None);
    }
    let Some(row) = article::Entity::find_by_id(id).one(tx).await? else { return Ok(None) };
    if !matches!(facts(&row).state(), ArticleState::Published { .. }) {
        return Ok(None);
    }
    let space = space_for_work(tx, row.space_id).await?;
    Ok(Some((row, space)))
}

/// Tells whom a job about an article names.
pub(crate) async fn tell_of_article(backend: &Backend, lease: &Lease) -> Result<()> {
    let detail = lease.detail.as_deref().unwrap_or_default();
    match detail.strip_prefix(ARTICLE_CORRECTED).and_then(|number| number.parse().ok()) {
        Some(number) => about_correction(backend, lease, number).await,
        None => about_article(backend, lease).await,
    }
}

/// Whether a job tells of an article.
pub(crate) fn is_of_article(lease: &Lease) -> bool {
    let detail = lease.detail.as_deref().unwrap_or_default();
    detail == ARTICLE_PUBLISHED || detail.starts_with(ARTICLE_CORRECTED)
}

/// Tells the subscribers of an article who were not told before, and ends the job in the same
/// transaction.
async fn about_article(backend: &Backend, lease: &Lease) -> Result<()> {
    let (id, now) = (ArticleId(lease.subject()?), backend.clock.now());
    transaction!(&backend.db, |tx| {
        let Some((row, space)) = ended(tx, lease, (id, now)).await? else { return Ok(()) };
        let subject = Subject { kind: ToldKind::Article, id: id.0, author: row.author_id };
        let people = newly_told(tx, &space, subject).await?;
        if people.is_empty() {
            return Ok(());
        }
        let name = named(tx, &space).await?;
        let source = name.school.clone();
        let author = name_to_families(tx, row.author_id).await?;
        let notice = Notice::ArticlePublished { title: row.title, author, space: name, article: id };
        let letter = letter(now, format!("{ARTICLE_PUBLISHED}-{id}-{}", lease.id), source, notice);
        delivery::post(tx, now, letter, &people).await?;
        Ok(())
    })
}

/// A letter that the program writes in the name of a school.
pub(super) fn letter(now: Millis, dedup: String, source: String, notice: Notice) -> Letter {
    Letter {
        sender_name: Language::default().words().notifications.sender.to_owned(),
        source_name: source,
        ..Letter::new(MessageKind::Notification, dedup, Content::Notice(notice), now)
    }
}

pub(super) async fn named(db: &impl ConnectionTrait, space: &Space) -> Result<SpaceName> {
    Ok(name_and_zone(db, space).await?.0)
}
