use tokio::sync::mpsc;

use super::{Phase, Progress};
use crate::{Required, Result};

/// Progress callback: called from time to time, by one task.
pub type Watch<'a> = &'a (dyn Fn(Progress) + Sync);

/// Counts the rows of one phase and calls the progress callback.
pub(super) struct Meter<'a> {
    watch: Watch<'a>,
    progress: Progress,
}

impl<'a> Meter<'a> {
    pub(super) fn new(watch: Watch<'a>, phase: Phase, total: u64) -> Self {
        let progress = Progress { phase, done: 0, total };
        watch(progress);
        Self { watch, progress }
    }

    pub(super) fn advance(&mut self, rows: usize) {
        self.progress.done = (self.progress.done + rows as u64).min(self.progress.total);
        (self.watch)(self.progress);
    }
}

/// Runs a long computation outside the async threads; its progress is passed on to `watch` here.
pub(super) async fn off_thread<T: Send + 'static>(
    watch: Watch<'_>,
    work: impl FnOnce(&dyn Fn(Progress)) -> T + Send + 'static,
) -> Result<T> {
    let (tell, mut told) = mpsc::unbounded_channel();
    let task = tokio::task::spawn_blocking(move || {
        work(&|progress| {
            // Fails when nobody listens any more: the import was given up, and its result will be
            // dropped.
            let _ = tell.send(progress);
        })
    });
    while let Some(progress) = told.recv().await {
        watch(progress);
    }
    task.await.required("a part of an import")
}
