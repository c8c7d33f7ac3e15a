//! The deployment engine: publishes a deployed announcement, a batch of schools at a time.
//!
//! Publishing twice changes nothing the second time (each update has `published_at IS NULL`), so a
//! lease only saves work. A cancellation takes precedence over anything written after it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    CommunicationId, EstablishmentId,
    communications::{Concern, Severity},
    targets::Audience,
    time::Millis,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, QueryFilter,
    QuerySelect, sea_query::LockType,
};

use crate::{
    Backend, Error, Result,
    audience::{audience_of, targets_of},
    audit,
    delivery::{self, Aim, Event},
    entities::{announcement, communication, publication},
    ground::sql::sql,
    mail,
    queue::{self, Ended, Kind, Lease},
    revision::{self, Scope},
    transaction,
};

/// Schools published in one transaction: few enough that a page sees the count grow.
const BATCH: usize = 200;

/// Publishes an announcement in its schools. A school in which the author lost the right meanwhile
/// is left out; when there is no other, or when its period is over in all of them, the announcement
/// fails.
pub(crate) async fn publish(backend: &Backend, lease: &Lease) -> Result<Ended> {
    let id = CommunicationId(lease.subject()?);
    let row = communication::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    if row.cancelled_at.is_some() {
        return Ok(Ended::Needless("cancelled".to_owned()));
    }
    // A publication that has begun continues; losing the right only counts before the first school.
    let sites = publication::Entity::of(id).all(&backend.db).await?;
    let begun = sites.iter().any(|site| site.published_at.is_some());
    let audience =
        if begun { begun_audience(backend, id).await? } else { first_audience(backend, lease, id).await? };
    let Some(audience) = audience else { return Ok(Ended::Noted) };
    let (total, recipients) = backend.audience.current(&backend.db).await?.recipients(&audience);
    note_recipients(backend, id, total).await?;
    let waits = |site: &publication::Model| site.published_at.is_none() && site.failed_at.is_none();
    // Read again: schools in which the right is gone have been left out meanwhile.
    let waiting: Vec<EstablishmentId> = publication::Entity::of(id)
        .all(&backend.db)
        .await?
        .iter()
        .filter(|site| waits(site))
        .map(|site| site.establishment_id)
        .collect();
    for batch in waiting.chunks(BATCH) {
        if !publish_batch(backend, id, batch, &recipients).await? {
            return Ok(Ended::Needless("cancelled".to_owned()));
        }
    }
    finish(backend, lease, id, total).await?;
    Ok(Ended::Noted)
}

/// The audience of an announcement that some schools have already.
async fn begun_audience(backend: &Backend, id: CommunicationId) -> Result<Option<Audience>> {
    let sites = publication::Entity::of(id).all(&backend.db).await?;
    let schools: BTreeSet<_> =
        sites.iter().filter(|site| site.failed_at.is_none()).map(|site| site.establishment_id).collect();
    let targets = targets_of(&backend.db, vec![id]).await?.remove(&id).ok_or(Error::NotFound)?;
    Ok(Some(audience_of(&targets, &schools)))
}

/// The audience of an announcement that no school has yet; `None` when it fails because the author
/// may no longer send it, or because nobody would see it any more. The right is read in the transaction
/// that notes what follows from it.
async fn first_audience(backend: &Backend, lease: &Lease, id: CommunicationId) -> Result<Option<Audience>> {
    let audience = transaction!(&backend.db, |tx| {
        let now = backend.clock.now();
        if is_over(tx, id, now).await? {
            if fail(tx, lease, id, now, "its period is over").await? {
                delivery::concerned(tx, now, id, &[Concern::TooLate.into()]).await?;
                revision::touch(tx, revision::BOARD, [Scope::Communication(id)]).await?;
            }
            return Ok(None);
        }
        match delivery::aim(tx, id).await? {
            Aim::Refused(reason) => {
                refuse(tx, lease, id, now, reason).await?;
                Ok(None)
            }
            Aim::At(aimed) => {
                if !aimed.gone.is_empty() {
                    lock_communication(tx, id).await?;
                    aimed.leave_out(tx, id, now).await?;
                    revision::touch(tx, revision::BOARD, [Scope::Communication(id)]).await?;
                }
                Ok(Some(aimed.audience))
            }
        }
    })?;
    backend.queue.wake(Kind::Tell);
    backend.refresh().await?;
    Ok(audience)
}

/// Whether its period is over in every school: the server was stopped, or the work had been given up.
async fn is_over(db: &impl ConnectionTrait, id: CommunicationId, now: Millis) -> Result<bool> {
    let open = publication::Entity::of(id).filter(publication::Column::EndsAt.gt(now));
    Ok(open.one(db).await?.is_none())
}

/// Notes how many people are reached in all, and gives up the form that was kept to take it back: from
/// here on its author cannot.
async fn note_recipients(backend: &Backend, id: CommunicationId, total: u64) -> Result<()> {
    let total = i64::try_from(total).unwrap_or(i64::MAX);
    let sql = "UPDATE communication SET recipients = :total, held_form = NULL WHERE id = :id";
    backend.db.execute_raw(sql!(&backend.db, sql, total, id)).await?;
    Ok(())
}

/// Locks a communication before the rows of its schools, like whoever cancels it: otherwise the two
/// may lock the same schools in different orders and wait for each other. `false` when it is
/// cancelled.
async fn lock_communication(tx: &DatabaseTransaction, id: CommunicationId) -> Result<bool> {
    let row = communication::Entity::find_by_id(id).lock(LockType::NoKeyUpdate).one(tx).await?;
    Ok(row.ok_or(Error::NotFound)?.cancelled_at.is_none())
}

/// `false`, and nothing is published, when the communication has been cancelled.
async fn publish_batch(
    backend: &Backend,
    id: CommunicationId,
    schools: &[EstablishmentId],
    recipients: &BTreeMap<EstablishmentId, u64>,
) -> Result<bool> {
    let now = backend.clock.now();
    let sql = "UPDATE publication SET published_at = :now, recipients = :people, failed_at = NULL, changed_at = :now \
               WHERE communication_id = :id AND establishment_id = :school AND published_at IS NULL";
    let published = transaction!(&backend.db, |tx| {
        if !lock_communication(tx, id).await? {
            return Ok(false);
        }
        for &school in schools {
            let people = recipients.get(&school).copied().unwrap_or_default();
            let people = i64::try_from(people).unwrap_or(i64::MAX);
            tx.execute_raw(sql!(tx, sql, now, people, id, school)).await?;
        }
        let touched = schools.iter().map(|school| Scope::School(*school));
        revision::touch(tx, revision::BOARD, touched.chain([Scope::Communication(id)])).await?;
        Ok(true)
    })?;
    backend.refresh().await?;
    Ok(published)
}

/// Ends the job, and tells what came of it: the author and the schools, and by e-mail whoever gets alerts.
async fn finish(backend: &Backend, lease: &Lease, id: CommunicationId, total: u64) -> Result<()> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        // If another process holds the job by now, it does this.
        if queue::finish(tx, lease, now, None).await? {
            if total == 0 {
                delivery::concerned(tx, now, id, &[Concern::Nobody.into()]).await?;
            }
            delivery::tell(tx, now, id, Event::Deployed, None).await?;
            if backend.mail.is_some() {
                letters(tx, now, id).await?;
            }
            if total == 0 {
                revision::touch(tx, revision::BOARD, [Scope::Communication(id)]).await?;
            }
        }
        Ok(())
    })?;
    backend.queue.wake(Kind::Tell);
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
}

/// An alert goes out by e-mail too, to the schools that have it by now.
async fn letters(tx: &DatabaseTransaction, now: Millis, id: CommunicationId) -> Result<()> {
    let row = announcement::Entity::find_by_id(id).one(tx).await?;
    if row.is_none_or(|row| row.severity != Severity::Alert) {
        return Ok(());
    }
    let sites = publication::Entity::of(id).all(tx).await?;
    if !sites.iter().any(|site| site.published_at.is_some()) {
        return Ok(());
    }
    let ends_at = sites.iter().map(|site| site.ends_at).max().unwrap_or(now);
    mail::enqueue_alert(tx, now, id, ends_at).await
}

/// Marks the schools that could not be reached as failed, so that the sender sees it. `false` when
/// another process has the job.
pub(crate) async fn give_up(backend: &Backend, lease: &Lease, reason: &str) -> Result<bool> {
    let (id, at) = (CommunicationId(lease.subject()?), backend.clock.now());
    let given_up = transaction!(&backend.db, |tx| {
        let failed = fail(tx, lease, id, at, reason).await?;
        if failed {
            if backend.mail.is_some() {
                letters(tx, at, id).await?;
            }
            revision::touch(tx, revision::BOARD, [Scope::Communication(id)]).await?;
        }
        Ok(failed)
    })?;
    backend.queue.wake(Kind::Tell);
    backend.queue.wake(Kind::Mail);
    backend.refresh().await?;
    Ok(given_up)
}

/// The author may no longer send it: the announcement fails, and the journal says so.
async fn refuse(
    tx: &DatabaseTransaction,
    lease: &Lease,
    id: CommunicationId,
    at: Millis,
    reason: Concern,
) -> Result<()> {
    if fail(tx, lease, id, at, "the author may no longer send it").await? {
        delivery::concerned(tx, at, id, &[reason.into()]).await?;
        revision::touch(tx, revision::BOARD, [Scope::Communication(id)]).await?;
        audit::append(tx, at, delivery::refusal(id)).await?;
    }
    Ok(())
}

/// Writes that it has failed; the caller raises the revision. `false` when another process has the
/// job.
async fn fail(
    tx: &DatabaseTransaction,
    lease: &Lease,
    id: CommunicationId,
    at: Millis,
    reason: &str,
) -> Result<bool> {
    if !queue::give_up(tx, lease, at, reason).await? {
        return Ok(false);
    }
    lock_communication(tx, id).await?;
    let sql = "UPDATE publication SET failed_at = :at, changed_at = :at WHERE communication_id = :id AND published_at IS NULL";
    tx.execute_raw(sql!(tx, sql, at, id)).await?;
    delivery::tell(tx, at, id, Event::Failed, None).await?;
    Ok(true)
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
        lock_communication(tx, id).await?;
        let sql = "UPDATE publication SET failed_at = NULL, changed_at = :now WHERE communication_id = :id AND published_at IS NULL";
        tx.execute_raw(sql!(tx, sql, now, id)).await?;
        delivery::tried_again(tx, id).await?;
        revision::touch(tx, revision::BOARD, [Scope::Communication(id)]).await?;
        Ok(true)
    })
}
