//! The deployment engine: what a deployment enqueued is carried out here, a school at a time.
//!
//! Whoever publishes twice changes nothing the second time (`published_at IS NULL` is in each
//! update), so a lease only saves work; a cancellation outranks whatever is written after it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    AuthorityId, CommunicationId, EstablishmentId, PersonId,
    access::{Right, Subject},
    audit::{Action, Outcome},
    communications::Channel,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    Backend, Error, Result,
    access::{Caller, Place},
    audience::{audience_of, targets_of},
    audit::{self, Entry},
    database::{begin, statement},
    entities::{communication, publication},
    notifications, revision,
};

const LEASE_MS: i64 = 30_000;
const MAX_ATTEMPTS: i32 = 5;
/// A retry waits longer each time: 2, 4, 8 … s.
const RETRY_MS: i64 = 1_000;
/// Schools published in one transaction: small enough that a page sees the count grow.
const BATCH: usize = 200;

struct Job {
    id: i64,
    communication: i64,
    attempts: i32,
}

/// Carries out the next due deployment. `false` when there is none.
pub async fn publish_next(backend: &Backend) -> Result<bool> {
    let Some(job) = lease(backend).await? else { return Ok(false) };
    if job.attempts > MAX_ATTEMPTS {
        // Earlier attempts ended without a word: the process went down with them.
        give_up(backend, &job).await?;
        return Ok(true);
    }
    match publish(backend, job.communication).await {
        Ok(()) => finish(backend, &job).await?,
        Err(reason @ (Error::Forbidden(_) | Error::SecondFactorMissing)) => {
            tracing::warn!(communication = job.communication, %reason, "the author may not send any more");
            give_up(backend, &job).await?;
            let entry = Entry::by_the_system(Action::Deployed, "")
                .ended(Outcome::Refused)
                .with("communication", job.communication)
                .with("right", Right::CreateCommunication.code());
            audit::record(backend, entry).await?;
        }
        Err(reason) => {
            tracing::warn!(communication = job.communication, attempts = job.attempts, %reason, "publishing failed");
            if job.attempts >= MAX_ATTEMPTS {
                give_up(backend, &job).await?;
            } else {
                retry_later(backend, &job).await?;
            }
        }
    }
    Ok(true)
}

async fn lease(backend: &Backend) -> Result<Option<Job>> {
    let now = backend.clock.now().0;
    let free =
        "kind = 'publish' AND done_at IS NULL AND due_at <= ? AND (leased_until IS NULL OR leased_until < ?)";
    let look = format!("SELECT id FROM job WHERE {free} ORDER BY id LIMIT 1");
    // Looking first keeps an idle server from taking SQLite's write lock every second.
    if backend.db.query_one_raw(statement(&backend.db, &look, [now.into(), now.into()])).await?.is_none() {
        return Ok(None);
    }
    let take = format!(
        "UPDATE job SET leased_until = ?, attempts = attempts + 1 WHERE id = ({look}) AND {free} \
         RETURNING id, communication_id, attempts"
    );
    let until = now + LEASE_MS;
    let values = [until, now, now, now, now].map(Into::into);
    let row = backend.db.query_one_raw(statement(&backend.db, &take, values)).await?;
    row.map(|row| {
        Ok(Job {
            id: row.try_get("", "id")?,
            communication: row.try_get("", "communication_id")?,
            attempts: row.try_get("", "attempts")?,
        })
    })
    .transpose()
}

async fn publish(backend: &Backend, id: i64) -> Result<()> {
    let row = communication::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    if row.cancelled_at.is_some() {
        return Ok(());
    }
    let sites = publication::Entity::find()
        .filter(publication::Column::CommunicationId.eq(id))
        .all(&backend.db)
        .await?;
    let schools: BTreeSet<_> = sites.iter().map(|site| EstablishmentId(site.establishment_id)).collect();
    // What has begun goes on; a right that went before the first school saw it counts.
    if sites.iter().all(|site| site.published_at.is_none()) {
        may_still(backend, &row, &schools).await?;
    }
    let targets = targets_of(&backend.db, vec![id]).await?.remove(&id).ok_or(Error::NotFound)?;
    let audience = audience_of(&targets, &schools);
    let (total, recipients) = backend.audience.current(&backend.db).await?.recipients(&audience);
    note_total(backend, id, total).await?;
    let waiting: Vec<i64> =
        sites.iter().filter(|site| site.published_at.is_none()).map(|site| site.establishment_id).collect();
    for batch in waiting.chunks(BATCH) {
        publish_batch(backend, id, batch, &recipients).await?;
    }
    Ok(())
}

/// The author's right, asked again at the moment of deployment.
///
/// # Errors
/// [`Error::Forbidden`] when it is gone, [`Error::SecondFactorMissing`] when it is asleep.
pub(crate) async fn may_still(
    backend: &Backend,
    row: &communication::Model,
    schools: &BTreeSet<EstablishmentId>,
) -> Result<()> {
    let channel = Channel::from_code(&row.channel)
        .ok_or_else(|| Error::Inconsistent(format!("channel of communication {}", row.id)))?;
    let author = match Caller::load(&backend.db, PersonId(row.author_id)).await {
        Err(Error::SignedOut) => return Err(Error::Forbidden(Right::CreateCommunication)),
        other => other?,
    };
    let place = Place { establishments: schools, authority: row.source_authority_id.map(AuthorityId) };
    author.authorize(Right::CreateCommunication, Subject { channel, own: true }, place)
}

async fn note_total(backend: &Backend, id: i64, total: u64) -> Result<()> {
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let sql = "UPDATE communication SET recipients = ? WHERE id = ?";
    backend.db.execute_raw(statement(&backend.db, sql, [total.into(), id.into()])).await?;
    Ok(())
}

async fn publish_batch(
    backend: &Backend,
    id: i64,
    schools: &[i64],
    recipients: &BTreeMap<EstablishmentId, u64>,
) -> Result<()> {
    let now = backend.clock.now().0;
    let transaction = begin(&backend.db).await?;
    let sql = "UPDATE publication SET published_at = ?, recipients = ?, failed_at = NULL, changed_at = ? \
               WHERE communication_id = ? AND establishment_id = ? AND published_at IS NULL \
               AND EXISTS (SELECT 1 FROM communication c WHERE c.id = ? AND c.cancelled_at IS NULL)";
    for &school in schools {
        let people = recipients.get(&EstablishmentId(school)).copied().unwrap_or_default();
        let people = i64::try_from(people).unwrap_or(i64::MAX);
        let values = [now, people, now, id, school, id].map(Into::into);
        transaction.execute_raw(statement(&transaction, sql, values)).await?;
    }
    revision::raise(&transaction, revision::BOARD).await?;
    transaction.commit().await?;
    backend.refresh().await
}

async fn finish(backend: &Backend, job: &Job) -> Result<()> {
    let now = backend.clock.now();
    let transaction = begin(&backend.db).await?;
    let sql = "UPDATE job SET done_at = ? WHERE id = ?";
    transaction.execute_raw(statement(&transaction, sql, [now.0.into(), job.id.into()])).await?;
    notifications::deployed(&transaction, now, CommunicationId(job.communication)).await?;
    transaction.commit().await?;
    backend.letters.notify_one();
    Ok(())
}

async fn retry_later(backend: &Backend, job: &Job) -> Result<()> {
    let due = backend.clock.now().0 + (RETRY_MS << job.attempts.clamp(0, 10));
    let sql = "UPDATE job SET due_at = ?, leased_until = NULL WHERE id = ?";
    backend.db.execute_raw(statement(&backend.db, sql, [due.into(), job.id.into()])).await?;
    Ok(())
}

/// Marks the schools that could not be reached as failed, so that the sender sees it.
async fn give_up(backend: &Backend, job: &Job) -> Result<()> {
    let at = backend.clock.now();
    let now = at.0;
    let transaction = begin(&backend.db).await?;
    let sql = "UPDATE publication SET failed_at = ?, changed_at = ? WHERE communication_id = ? AND published_at IS NULL";
    let values = [now, now, job.communication].map(Into::into);
    transaction.execute_raw(statement(&transaction, sql, values)).await?;
    let sql = "UPDATE job SET done_at = ? WHERE id = ?";
    transaction.execute_raw(statement(&transaction, sql, [now.into(), job.id.into()])).await?;
    notifications::failed(&transaction, at, CommunicationId(job.communication)).await?;
    revision::raise(&transaction, revision::BOARD).await?;
    transaction.commit().await?;
    backend.letters.notify_one();
    backend.refresh().await
}
