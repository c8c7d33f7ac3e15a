use domain::{ArticleId, audit::Action, messages::Notice, spaces::ArticleState};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, IntoActiveModel};

use super::{
    load::facts,
    tell::{enqueue_telling, letter, named},
};
use crate::{
    Backend, Error, Result,
    access::{Caller, space_for_work},
    audit::{self, Entry},
    delivery,
    entities::article,
    queue::{self, Ended, Kind, Lease},
    revision::{self, Scope},
    transaction,
};

/// Publishes an article that is due. The author's right is read again: without it, the article is not
/// published, and its author is told.
pub(crate) async fn publish_article(backend: &Backend, lease: &Lease) -> Result<Ended> {
    let id = ArticleId(lease.subject()?);
    let published = transaction!(&backend.db, |tx| {
        // Otherwise the process that holds the job by now publishes it.
        if !queue::finish(tx, lease, backend.clock.now(), None).await? {
            return Ok(false);
        }
        let Some(row) = article::Entity::find_by_id(id).one(tx).await? else { return Ok(false) };
        let ArticleState::Scheduled { at } = facts(&row).state() else { return Ok(false) };
        // It was moved to another time, for which there is another job.
        if at > backend.clock.now() {
            return Ok(false);
        }
        publish(backend, tx, row).await?;
        Ok(true)
    })?;
    if published {
        backend.queue.wake(Kind::Tell);
        backend.refresh().await?;
    }
    Ok(Ended::Noted)
}

async fn publish(backend: &Backend, tx: &DatabaseTransaction, row: article::Model) -> Result<()> {
    let now = backend.clock.now();
    let space = space_for_work(tx, row.space_id).await?;
    let (id, tells, author) = (row.id, row.tells, row.author_id);
    let title = row.title.clone();
    let mut changed = row.into_active_model();
    let allowed = match Caller::load(tx, author).await {
        Ok(author) => space.may_write(&author),
        Err(Error::SignedOut) => false,
        Err(other) => return Err(other),
    };
    if allowed {
        changed.published_at = Set(Some(now));
        changed.update(tx).await?;
        if tells {
            enqueue_telling(tx, now, id).await?;
        }
        revision::touch(tx, revision::BOARD, [Scope::School(space.school)]).await?;
        let entry = Entry::by_the_system(Action::ArticlePublished, title).with("article", id.to_string());
        return audit::append(tx, now, entry).await;
    }
    changed.refused_at = Set(Some(now));
    changed.update(tx).await?;
    let name = named(tx, &space).await?;
    let source = name.school.clone();
    let notice = Notice::ArticleRefused { title, space: name, article: id };
    delivery::post(tx, now, letter(now, format!("article-refused-{id}-{now}"), source, notice), &[author])
        .await?;
    Ok(())
}
