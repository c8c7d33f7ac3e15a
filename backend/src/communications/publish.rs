//! The deployment engine: publishes a deployed announcement, a batch of schools at a time.
//!
//! Publishing twice changes nothing the second time (each update has `published_at IS NULL`), so a
//! lease only saves work. A cancellation takes precedence over anything written after it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{CommunicationId, EstablishmentId, time::Millis};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter};

use crate::{
    Backend, Error, Result,
    access::may_still,
    audience::{audience_of, targets_of},
    database::statement,
    delivery::{self, Event},
    entities::{communication, publication},
    queue::{self, Ended, Kind, Lease},
    revision::{self, Scope},
    transaction,
};

/// Schools published in one transaction: few enough that a page sees the count grow.
const BATCH: usize = 200;

/// Publishes an announcement in its schools.
pub(crate) async fn publish(backend: &Backend, lease: &Lease) -> Result<Ended> {
    let id = CommunicationId(lease.subject()?);
    let row = communication::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    if row.cancelled_at.is_some() {
        return Ok(Ended::Needless("cancelled".to_owned()));
    }
    let sites = publication::Entity::find()
        .filter(publication::Column::CommunicationId.eq(id))
        .all(&backend.db)
        .await?;
    let schools: BTreeSet<_> = sites.iter().map(|site| site.establishment_id).collect();
    // A publication that has begun continues; losing the right only counts before the first school.
    if sites.iter().all(|site| site.published_at.is_none()) {
        may_still(backend, &row, &schools).await?;
    }
    let targets = targets_of(&backend.db, vec![id]).await?.remove(&id).ok_or(Error::NotFound)?;
    let audience = audience_of(&targets, &schools);
    let (total, recipients) = backend.audience.current(&backend.db).await?.recipients(&audience);
    note_total(backend, id, total).await?;
    let waiting: Vec<EstablishmentId> =
        sites.iter().filter(|site| site.published_at.is_none()).map(|site| site.establishment_id).collect();
    for batch in waiting.chunks(BATCH) {
        publish_batch(backend, id, batch, &recipients).await?;
    }
    finish(backend, lease, id).await?;
    Ok(Ended::Noted)
}

async fn note_total(backend: &Backend, id: CommunicationId, total: u64) -> Result<()> {
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let sql = "UPDATE communication SET recipients = ? WHERE id = ?";
    backend.db.execute_raw(statement(&backend.db, sql, [total.into(), id.into()])).await?;
    Ok(())
}

async fn publish_batch(
    backend: &Backend,
    id: CommunicationId,
    schools: &[EstablishmentId],
    recipients: &BTreeMap<EstablishmentId, u64>,
) -> Result<()> {
    let now = backend.clock.now();
    let sql = "UPDATE publication SET published_at = ?, recipients = ?, failed_at = NULL, changed_at = ? \
               WHERE communication_id = ? AND establishment_id = ? AND published_at IS NULL \
               AND EXISTS (SELECT 1 FROM communication c WHERE c.id = ? AND c.cancelled_at IS NULL)";
    transaction!(&backend.db, |tx| {
        for &school in schools {
            let people = recipients.get(&school).copied().unwrap_or_default();
            let people = i64::try_from(people).unwrap_or(i64::MAX);
            let values = [now.into(), people.into(), now.into(), id.into(), school.into(), id.into()];
            tx.execute_raw(statement(tx, sql, values)).await?;
        }
        let touched = schools.iter().map(|school| Scope::School(*school));
        revision::touch(tx, revision::BOARD, touched.chain([Scope::Communication(id)])).await
    })?;
    backend.refresh().await
}

async fn finish(backend: &Backend, lease: &Lease, id: CommunicationId) -> Result<()> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        // Otherwise the process that holds the job by now ends it.
        if queue::finish(tx, lease, now, None).await? {
            delivery::tell(tx, now, id, Event::Deployed, None).await?;
        }
        Ok(())
    })?;
    backend.queue.wake(Kind::Tell);
    Ok(())
}

/// Marks the schools that could not be reached as failed, so that the sender sees it. `false` when
/// another process has the job.
pub(crate) async fn give_up(backend: &Backend, lease: &Lease, reason: &str) -> Result<bool> {
    let (id, at) = (CommunicationId(lease.subject()?), backend.clock.now());
    let given_up = transaction!(&backend.db, |tx| {
        if !queue::give_up(tx, lease, at, reason).await? {
            return Ok(false);
        }
        let sql = "UPDATE publication SET failed_at = ?, changed_at = ? WHERE communication_id = ? AND published_at IS NULL";
        let values = [at.into(), at.into(), id.into()];
        tx.execute_raw(statement(tx, sql, values)).await?;
        delivery::tell(tx, at, id, Event::Failed, None).await?;
        revision::touch(tx, revision::BOARD, [Scope::Communication(id)]).await?;
        Ok(true)
    })?;
    backend.queue.wake(Kind::Tell);
    backend.refresh().await?;
    Ok(given_up)
}

/// Publishes an announcement after all that had been given up: an operator has fixed the cause.
/// `false` when its job is done or a process is carrying it out.
pub(crate) async fn reopen(
    db: &DatabaseConnection,
    job: i64,
    id: CommunicationId,
    now: Millis,
) -> Result<bool> {
    transaction!(db, |tx| {
        if !queue::reopen(tx, job, now).await? {
            return Ok(false);
        }
        let sql = "UPDATE publication SET failed_at = NULL, changed_at = ? WHERE communication_id = ? AND published_at IS NULL";
        tx.execute_raw(statement(tx, sql, [now.into(), id.into()])).await?;
        revision::touch(tx, revision::BOARD, [Scope::Communication(id)]).await?;
        Ok(true)
    })
}
