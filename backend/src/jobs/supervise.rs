use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};

use futures::FutureExt as _;

use super::{
    Worker,
    panic::reason_of,
    turn::{turn, wait},
};
use crate::Backend;

/// Keeps a worker going as long as the process lives. When it panics, the panic is caught and
/// reported, and the worker restarts after a growing pause; the other workers go on.
pub(crate) async fn supervise(backend: Arc<Backend>, worker: Worker) {
    loop {
        backend.health.begins(worker, Instant::now());
        let outcome = AssertUnwindSafe(turn(worker, &backend)).catch_unwind().await;
        backend.health.ends(worker);
        match outcome {
            Ok(Ok(found_work)) => {
                backend.health.well(worker, found_work);
                if found_work {
                    continue;
                }
            }
            Ok(Err(reason)) => {
                tracing::warn!(worker = worker.code(), %reason, "a worker could not look for work; trying again");
                backend.health.failed(worker);
            }
            Err(panic) => {
                let pause = backend.health.panicked(worker);
                let reason = reason_of(panic.as_ref());
                tracing::error!(worker = worker.code(), reason, ?pause, "a worker panicked and starts again");
                tokio::time::sleep(pause).await;
                continue;
            }
        }
        wait(worker, &backend).await;
    }
}
