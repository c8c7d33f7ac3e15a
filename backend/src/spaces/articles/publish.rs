use std::collections::BTreeSet;

use domain::{ArticleId, PersonId, audit::Action, messages::Notice, spaces::ArticleState, time::Millis};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, DatabaseTransaction, EntityTrait, IntoActiveModel};

use super::{
    load::{facts, hold},
    tell::{enqueue_telling, letter, named},
};
use crate::{
    Backend, Result,
    access::{Space, administering, author, name_apart, space_for_work},
    audit::{self, Entry},
    delivery,
    entities::article,
    queue::{self, Ended, Kind, Lease},
    revision::{self, Scope},
    transaction,
};

/// Publishes an article that is due. The author's right is read again: without it, the article is not
/// published, and its author and those who administer the school are told.
pub(crate) async fn publish_article(backend: &Backend, lease: &Lease) -> Result<Ended> {
    let id = ArticleId(lease.subject()?);
    let published = transaction!(&backend.db, |tx| {
        // Otherwise the process that holds the job by now publishes it.
        if !queue::finish(tx, lease, backend.clock.now(), None).await? {
            return Ok(false);
        }
        hold(tx, id).await?;
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
        backend.queue.wake(Kind::Mail);
        backend.refresh().await?;
    }
    Ok(Ended::Noted)
}

async fn publish(backend: &Backend, tx: &DatabaseTransaction, row: article::Model) -> Result<()> {
    let now = backend.clock.now();
    let space = space_for_work(tx, row.space_id).await?;
    let (id, tells) = (row.id, row.tells);
    let author = author(tx, row.author_id).await?;
    let mut changed = row.clone().into_active_model();
    if author.as_ref().is_some_and(|author| space.may_write(author)) {
        changed.published_at = Set(Some(now));
        changed.update(tx).await?;
        if tells {
            enqueue_telling(tx, now, id).await?;
        }
        revision::touch(tx, revision::BOARD, [Scope::School(space.school)]).await?;
        let entry = Entry::by_the_system(Action::ArticlePublished, row.title.as_str())
            .with("article", id.to_string());
        return audit::append(tx, now, entry).await;
    }
    changed.refused_at = Set(Some(now));
    changed.update(tx).await?;
    tell_refused(tx, now, &space, &row, author.map(|author| author.person)).await?;
    revision::touch(tx, revision::BOARD, [Scope::School(space.school)]).await
}

/// Tells the author, who may have left the directory, and whoever can do something about it.
async fn tell_refused(
    tx: &DatabaseTransaction,
    now: Millis,
    space: &Space,
    row: &article::Model,
    author: Option<PersonId>,
) -> Result<()> {
    let name = named(tx, space).await?;
    let whose = name_apart(tx, row.author_id).await?;
    let mut others = administering(tx, &BTreeSet::from([space.school]), None).await?;
    others.remove(&row.author_id);
    let to_author: Vec<PersonId> = author.into_iter().collect();
    let to_others: Vec<PersonId> = others.into_iter().collect();
    for (people, whose, to) in [(to_author, None, "author"), (to_others, Some(whose), "school")] {
        if people.is_empty() {
            continue;
        }
        let (title, space) = (row.title.clone(), name.clone());
        let notice = Notice::ArticleRefused { title, space, article: row.id, author: whose };
        let reason = format!("article-refused-{}-{now}-{to}", row.id);
        delivery::post(tx, now, letter(now, reason, name.school.clone(), notice), &people).await?;
    }
    Ok(())
}
