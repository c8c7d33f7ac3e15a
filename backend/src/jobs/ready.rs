use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::Worker;
use crate::{
    Backend,
    database::{self, DatabaseFault},
    files::{self, FilesFault},
};

/// How long an answer is used again, so that many monitors do not ask too often.
const KEPT: Duration = Duration::from_secs(1);

/// What keeps a process from doing its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Database(DatabaseFault),
    Files(FilesFault),
    /// It is down, all its turns fail, or a turn does not end.
    Stopped(Worker),
}

impl Fault {
    /// The process should get no requests. Without what it shares with others, such as clamd, it serves on.
    pub const fn is_grave(self) -> bool {
        match self {
            Self::Database(_) | Self::Stopped(_) => true,
            Self::Files(fault) => fault.is_ours(),
        }
    }
}

/// The last look at database and files; all who ask at the same time share one.
#[derive(Debug, Default)]
pub struct Ready {
    last: Mutex<Option<(Instant, Vec<Fault>)>>,
}

impl Ready {
    async fn of_what_it_needs(&self, backend: &Backend) -> Vec<Fault> {
        let mut last = self.last.lock().await;
        if let Some((at, faults)) = &*last
            && at.elapsed() < KEPT
        {
            return faults.clone();
        }
        let of_files = files::faults(&backend.files, backend.scanner.as_ref());
        let (database, files) = tokio::join!(database::fault(&backend.db), of_files);
        let database = database.map(Fault::Database).into_iter();
        let faults: Vec<Fault> = database.chain(files.into_iter().map(Fault::Files)).collect();
        *last = Some((Instant::now(), faults.clone()));
        faults
    }
}

/// What keeps this process from doing its work; empty when it is ready. Takes two seconds at most.
pub async fn faults(backend: &Backend) -> Vec<Fault> {
    let mut faults = backend.ready.of_what_it_needs(backend).await;
    faults.extend(backend.health.stopped().into_iter().map(Fault::Stopped));
    faults
}
