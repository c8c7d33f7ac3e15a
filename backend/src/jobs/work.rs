//! Which room carries out which kind of job.

use domain::time::Millis;

use super::{night, tell};
use crate::{
    Backend, Error, Result, accounts, audit, communications, delivery,
    directory::{matches, tidying},
    door, files,
    ground::together::together,
    mail, portals,
    queue::{self, Ended, Kind, Lease},
    retention, spaces,
};

/// How far back a process compares counters when they have never been compared before.
const LOOKED_BACK_MS: i64 = 24 * 60 * 60 * 1_000;

/// Whether this process can carry out this kind of job.
pub(super) fn is_possible(backend: &Backend, kind: Kind) -> bool {
    match kind {
        Kind::Mail => backend.mail.is_some(),
        Kind::Night => backend.night.is_some(),
        // Only the process that received its files can carry it out.
        Kind::Import => false,
        _ => true,
    }
}

pub(super) async fn carry_out(backend: &Backend, kind: Kind, lease: &Lease) -> Result<Ended> {
    backend.failpoint.pass_in_job(kind.code());
    match kind {
        Kind::Publish => communications::publish(backend, lease).await,
        Kind::Deliver => delivery::deliver(backend, lease).await,
        Kind::Tell => tell::tell(backend, lease).await.map(|()| Ended::Noted),
        Kind::Article => spaces::publish_article(backend, lease).await,
        Kind::Mail => mail::send(backend, lease).await,
        Kind::Accounts => accounts::carry_out(backend, lease).await,
        Kind::Sweep => {
            let swept = files::sweep(backend).await?;
            if swept > 0 {
                tracing::info!(swept, "deleted files that were never sent");
            }
            Ok(Ended::Done)
        }
        Kind::Compare => compare(backend, lease).await,
        Kind::Night => night::import(backend, lease).await,
        Kind::Reconcile => {
            let since = lease.last_at.unwrap_or_else(|| backend.clock.now().plus(-LOOKED_BACK_MS));
            let reconciled = delivery::reconcile(backend, since).await.map(drop);
            together([reconciled, tidying::go_on(backend).await]).map(|()| Ended::Done)
        }
        Kind::Prune => prune(backend).await.map(|()| Ended::Done),
        Kind::Purge => {
            retention::purge(backend).await?;
            Ok(Ended::Done)
        }
        Kind::Import => Err(Error::Unexpected("an import without its files".to_owned())),
    }
}

/// Ends what the rights or the directory allow no more, and compares what is deployed with both.
async fn compare(backend: &Backend, lease: &Lease) -> Result<Ended> {
    let ended = [
        door::end_kept_of_senders(backend).await,
        door::providers::end_beyond_authorities(backend).await,
        accounts::end_coupons_of_senders(backend).await,
    ];
    let (how, compared) = match communications::compare(backend, lease).await {
        Ok(how) => (how, Ok(())),
        Err(reason) => (Ended::Done, Err(reason)),
    };
    together(ended.into_iter().chain([compared])).map(|()| how)
}

/// Deletes what is old. One kind that cannot be deleted keeps no other from being deleted, nor its reason
/// from being known.
async fn prune(backend: &Backend) -> Result<()> {
    let now = backend.clock.now();
    let pruned = [
        queue::prune(&backend.db, now).await.map(drop),
        portals::prune(backend).await,
        accounts::prune_batches(backend).await,
        matches::prune(backend).await,
        communications::forget_held(backend).await,
        prune_journal(backend, now).await,
    ];
    together(pruned)
}

async fn prune_journal(backend: &Backend, now: Millis) -> Result<()> {
    let Some(days) = backend.journal_days else { return Ok(()) };
    let gone = audit::prune(backend, audit::days_ago(now, days)).await?;
    if gone > 0 {
        tracing::info!(gone, "deleted old entries of the journal");
    }
    Ok(())
}

/// Gives a job up, and marks its subject as failed. `false` when another process has the job by
/// now.
pub(super) async fn give_up(backend: &Backend, kind: Kind, lease: &Lease, reason: &str) -> Result<bool> {
    tracing::warn!(kind = kind.code(), job = lease.id, reason, "a job failed for good");
    match kind {
        Kind::Publish => communications::give_up(backend, lease, reason).await,
        Kind::Deliver => delivery::give_up(backend, lease, reason).await,
        _ => queue::give_up(&backend.db, lease, backend.clock.now(), reason).await,
    }
}
