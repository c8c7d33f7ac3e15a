use std::{sync::Arc, time::Duration};

use domain::time::Millis;
use tokio::task::JoinSet;

use crate::{Backend, attachments, communications, delivery, mail};

/// How often a process looks whether another one changed something: one row of three, and room
/// enough for "gone from every home page within a second".
const REFRESH_EVERY: Duration = Duration::from_millis(100);
/// How often work is looked for that nobody announced: a due retry, an expired lease.
const WORK_EVERY: Duration = Duration::from_secs(1);
/// How often counters are compared with what they count.
const RECONCILE_EVERY: Duration = Duration::from_mins(1);
/// How far back a process looks when it starts.
const LOOKED_BACK_MS: i64 = 24 * 60 * 60 * 1_000;

/// The background tasks of a server process; they end when this is dropped.
#[derive(Debug)]
pub struct Workers {
    _tasks: JoinSet<()>,
}

impl Workers {
    pub fn start(backend: &Arc<Backend>) -> Self {
        let mut tasks = JoinSet::new();
        tasks.spawn(refresh(Arc::clone(backend)));
        tasks.spawn(publish(Arc::clone(backend)));
        tasks.spawn(deliver(Arc::clone(backend)));
        tasks.spawn(reconcile(Arc::clone(backend)));
        tasks.spawn(warm(Arc::clone(backend)));
        tasks.spawn(mail::worker(Arc::clone(backend)));
        tasks.spawn(attachments::worker(Arc::clone(backend)));
        Self { _tasks: tasks }
    }
}

async fn refresh(backend: Arc<Backend>) {
    let mut tick = tokio::time::interval(REFRESH_EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        if let Err(reason) = backend.refresh().await {
            tracing::warn!(%reason, "revisions could not be read; trying again");
        }
    }
}

async fn publish(backend: Arc<Backend>) {
    loop {
        match communications::publish_next(&backend).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(reason) => tracing::warn!(%reason, "publishing could not look for work; trying again"),
        }
        tokio::select! {
            () = backend.work.notified() => {}
            () = tokio::time::sleep(WORK_EVERY) => {}
        }
    }
}

async fn deliver(backend: Arc<Backend>) {
    loop {
        match delivery::deliver_next(&backend).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(reason) => tracing::warn!(%reason, "delivering could not look for work; trying again"),
        }
        tokio::select! {
            () = backend.letters.notified() => {}
            () = tokio::time::sleep(WORK_EVERY) => {}
        }
    }
}

async fn reconcile(backend: Arc<Backend>) {
    let mut since = Millis(backend.clock.now().0 - LOOKED_BACK_MS);
    loop {
        let now = backend.clock.now();
        match delivery::reconcile(&backend, since).await {
            Ok(_) => since = now,
            Err(reason) => tracing::warn!(%reason, "counters could not be compared; trying again"),
        }
        tokio::time::sleep(RECONCILE_EVERY).await;
    }
}

/// Builds the audience index when the directory has changed, before somebody waits for it.
async fn warm(backend: Arc<Backend>) {
    let mut revisions = backend.watch();
    loop {
        if let Err(reason) = backend.audience.current(&backend.db).await {
            tracing::warn!(%reason, "the audience index could not be built; the next count tries again");
        }
        let built_for = backend.revisions().directory;
        if revisions.wait_for(|seen| seen.directory != built_for).await.is_err() {
            return;
        }
    }
}
