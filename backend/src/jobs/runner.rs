use std::{
    any::Any,
    panic::{AssertUnwindSafe, resume_unwind},
    time::Duration,
};

use domain::time::Millis;
use futures::{FutureExt as _, future::join_all};

use super::{panic::reason_of, work};
use crate::{
    Backend, Result,
    queue::{self, Ended, Kind, Lease, Policy},
};

/// Carries out the jobs of a kind that have been due longest, as many as one process may do at
/// once. `false` when none is due.
pub async fn run_next(backend: &Backend, kind: Kind) -> Result<bool> {
    if !work::is_possible(backend, kind) {
        return Ok(false);
    }
    let now = backend.clock.now();
    if backend.latest_seen.is_set_back(now) {
        queue::bring_back(&backend.db, now).await?;
    }
    let policy = kind.policy();
    if policy.every_ms.is_some() {
        queue::recur(&backend.db, kind, backend.clock.now()).await?;
    }
    let leases = queue::take(&backend.db, kind, backend.clock.now(), policy.at_once).await?;
    let any = !leases.is_empty();
    let carried = join_all(leases.iter().map(|lease| carry_out(backend, kind, policy, lease))).await;
    let (mut failed, mut panicked) = (None, None);
    for (lease, one) in leases.iter().zip(carried) {
        match one {
            Ok(Carried::Out) => {}
            Ok(Carried::Panicked(panic)) => panicked = panicked.or(Some(panic)),
            Err(reason) => {
                tracing::warn!(kind = kind.code(), job = lease.id, %reason, "the end of a job could not be noted");
                failed = failed.or(Some(reason));
            }
        }
    }
    match panicked {
        Some(panic) => resume_unwind(panic),
        None => failed.map_or(Ok(any), Err),
    }
}

/// How carrying out one of several jobs ended. A panic goes on when all of them have ended: it would
/// break the others off in the middle, for instance after a relay has taken their letter.
enum Carried {
    Out,
    Panicked(Box<dyn Any + Send>),
}

async fn carry_out(backend: &Backend, kind: Kind, policy: Policy, lease: &Lease) -> Result<Carried> {
    if policy.max_silent.is_some_and(|max| lease.attempts > max) {
        let reason = "the process ended each time it was tried";
        return work::give_up(backend, kind, lease, reason).await.map(|_| Carried::Out);
    }
    let began = backend.clock.now();
    let attempt = AssertUnwindSafe(work::carry_out(backend, kind, lease)).catch_unwind();
    let outcome = tokio::select! {
        outcome = attempt => outcome,
        () = lost(backend, policy, lease) => {
            tracing::warn!(kind = kind.code(), job = lease.id, "the lease of a job expired; its result is ignored");
            return Ok(Carried::Out);
        }
    };
    match outcome {
        Ok(Ok(ended)) => note(backend, kind, policy, lease, ended, began).await?,
        Ok(Err(reason)) => {
            tracing::warn!(kind = kind.code(), job = lease.id, failures = lease.failures + 1, %reason, "a job failed");
            note(backend, kind, policy, lease, Ended::Failed(reason.to_string()), began).await?;
        }
        Err(panic) => {
            // The job waits, as after any error; the worker's supervisor sees the panic.
            let reason = format!("panic: {}", reason_of(panic.as_ref()));
            note(backend, kind, policy, lease, Ended::Failed(reason), began).await?;
            return Ok(Carried::Panicked(panic));
        }
    }
    Ok(Carried::Out)
}

async fn note(
    backend: &Backend,
    kind: Kind,
    policy: Policy,
    lease: &Lease,
    ended: Ended,
    began: Millis,
) -> Result<()> {
    let (db, now) = (&backend.db, backend.clock.now());
    match ended {
        Ended::Noted => {}
        Ended::Done => {
            if let Some(every) = policy.every_ms {
                queue::again(db, lease, began, Millis(now.0 + every)).await?;
            } else {
                queue::finish(db, lease, now, None).await?;
            }
        }
        Ended::Needless(reason) => {
            queue::finish(db, lease, now, Some(&reason)).await?;
        }
        Ended::Refused(reason) => {
            work::give_up(backend, kind, lease, &reason).await?;
        }
        Ended::Failed(reason) if policy.max_failures.is_some_and(|max| lease.failures + 1 >= max) => {
            work::give_up(backend, kind, lease, &reason).await?;
        }
        Ended::Failed(reason) => {
            let pause = backend.jitter.spread_ms(policy.backoff.pause_ms(lease.failures + 1));
            queue::retry(db, lease, Millis(now.0 + pause), &reason).await?;
        }
    }
    Ok(())
}

/// Renews the lease of a job while it runs; ends when the lease is lost.
async fn lost(backend: &Backend, policy: Policy, lease: &Lease) {
    if !policy.heartbeat {
        return std::future::pending().await;
    }
    let third = Duration::from_millis(u64::try_from(policy.lease_ms / 3).unwrap_or(1_000));
    loop {
        tokio::time::sleep(third).await;
        match queue::keep(&backend.db, lease, backend.clock.now()).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(reason) => {
                tracing::warn!(job = lease.id, %reason, "a lease could not be renewed; trying again");
            }
        }
    }
}
