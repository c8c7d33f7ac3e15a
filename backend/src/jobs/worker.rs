use std::{sync::Arc, time::Duration};

use super::run_next;
use crate::{Backend, Result, queue::Kind};

/// How often a process looks whether another one changed something: one small table, and room enough
/// for "gone from every home page within a second".
const REFRESH_EVERY: Duration = Duration::from_millis(100);

/// A background task of a server process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Worker {
    /// Reads what other processes changed.
    Refresh,
    /// Builds the audience index when the directory has changed, before somebody waits for it.
    Warm,
    /// Carries out the jobs of one kind.
    Jobs(Kind),
}

impl Worker {
    /// All workers of a process, those first that others wait for.
    pub fn all() -> impl Iterator<Item = Self> {
        // An import is carried out by the process that received its files, on a task of its own.
        let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Import);
        [Self::Refresh, Self::Warm].into_iter().chain(kinds.map(Self::Jobs))
    }

    /// For the log.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Refresh => "refresh",
            Self::Warm => "warm",
            Self::Jobs(kind) => kind.code(),
        }
    }

    /// Does what there is to do now. `true` when there may be more.
    pub(super) async fn turn(self, backend: &Backend) -> Result<bool> {
        backend.failpoint.pass(self.code());
        match self {
            Self::Refresh => backend.refresh().await.map(|()| false),
            Self::Warm => backend.audience.current(&backend.db).await.map(|_| false),
            Self::Jobs(kind) => run_next(backend, kind).await,
        }
    }

    /// Waits until there may be something to do.
    pub(super) async fn wait(self, backend: &Arc<Backend>) {
        match self {
            Self::Refresh => tokio::time::sleep(REFRESH_EVERY).await,
            Self::Warm => {
                let built_for = backend.revisions().directory;
                let mut revisions = backend.watch();
                // It ends with an error when the process ends.
                let _ = revisions.wait_for(|seen| seen.directory != built_for).await;
            }
            Self::Jobs(kind) => backend.queue.wait(kind, kind.policy().look_every).await,
        }
    }
}
