//! *Prévenir les abonnés*: a notification to those who were not told before.

use domain::{
    ArticleId,
    messages::{MessageKind, Notice},
    spaces::{ArticleState, ToldKind, view::SpaceName},
    time::Millis,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};
use words::Language;

use super::load::facts;
use crate::{
    Backend, Result,
    access::{Space, space_for_work},
    delivery::{self, Content, Letter},
    entities::article,
    queue::{self, Kind, Lease, New},
    spaces::{Subject, names::name_and_zone, newly_told},
    stored::name_of,
    transaction,
};

/// The detail of the job that tells subscribers of an article.
pub(crate) const ARTICLE_PUBLISHED: &str = "article-published";

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

/// Tells the subscribers of an article who were not told before, and ends the job in the same
/// transaction.
pub(crate) async fn about_article(backend: &Backend, lease: &Lease) -> Result<()> {
    let (id, now) = (ArticleId(lease.subject()?), backend.clock.now());
    transaction!(&backend.db, |tx| {
        // Otherwise the process that holds the job by now tells them.
        if !queue::finish(tx, lease, now, None).await? {
            return Ok(());
        }
        let Some(row) = article::Entity::find_by_id(id).one(tx).await? else { return Ok(()) };
        if !matches!(facts(&row).state(), ArticleState::Published { .. }) {
            return Ok(());
        }
        let space = space_for_work(tx, row.space_id).await?;
        let subject = Subject { kind: ToldKind::Article, id: id.0, author: row.author_id };
        let people = newly_told(tx, &space, subject).await?;
        if people.is_empty() {
            return Ok(());
        }
        let name = named(tx, &space).await?;
        let source = name.school.clone();
        let author = name_of(tx, row.author_id).await?;
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
