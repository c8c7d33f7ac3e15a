use std::time::Duration;

use super::{Worker, run_next};
use crate::{
    Backend, Result,
    audit::write_folded,
    communications::{store_received, store_sightings},
    ground::together::together,
    portals::store_refusals,
    versions::store_seen,
};

/// How often a process checks whether another one changed something. The check reads one small
/// table, and leaves enough time for "gone from every home page within a second".
const REFRESH_EVERY: Duration = Duration::from_millis(100);

/// A process that is killed loses the sightings of at most this time.
const STORE_EVERY: Duration = Duration::from_millis(500);

/// Does the work that is there now. `true` when there may be more.
pub(super) async fn turn(worker: Worker, backend: &Backend) -> Result<bool> {
    backend.failpoint.pass(worker.code());
    match worker {
        Worker::Refresh => {
            backend.look_at_clock();
            backend.refresh().await.map(|()| false)
        }
        Worker::Warm => backend.audience.current(&backend.db).await.map(|_| false),
        Worker::Sightings => store_what_waits(backend).await.map(|()| false),
        Worker::Jobs(kind) => run_next(backend, kind).await,
    }
}

/// What waits in memory. One kind that cannot be stored keeps no other from being stored, nor its reason from
/// being known.
async fn store_what_waits(backend: &Backend) -> Result<()> {
    together([
        store_sightings(backend).await,
        store_received(backend).await,
        store_seen(backend).await,
        store_refusals(backend).await,
        write_folded(backend).await,
    ])
}

/// Waits until there may be work.
pub(super) async fn wait(worker: Worker, backend: &Backend) {
    match worker {
        Worker::Refresh => tokio::time::sleep(REFRESH_EVERY).await,
        Worker::Sightings => tokio::time::sleep(STORE_EVERY).await,
        Worker::Warm => {
            let built_for = backend.revisions().directory;
            let mut revisions = backend.watch();
            // It returns an error only when the process ends.
            let _ = revisions.wait_for(|seen| seen.directory != built_for).await;
        }
        Worker::Jobs(kind) => backend.queue.wait(kind, kind.policy().look_every).await,
    }
}
