use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use super::Worker;
use crate::{
    Backend,
    database::{self, DatabaseFault},
};

/// How long an answer of the database is used again, so that many monitors do not ask too often.
const KEPT: Duration = Duration::from_secs(1);

/// What keeps a process from doing its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Database(DatabaseFault),
    /// It is down, all its turns fail, or a turn does not end.
    Stopped(Worker),
}

/// The last look at the database; all who ask at the same time share one.
#[derive(Debug, Default)]
pub struct Ready {
    last: Mutex<Option<(Instant, Option<DatabaseFault>)>>,
}

impl Ready {
    async fn of_database(&self, backend: &Backend) -> Option<DatabaseFault> {
        let mut last = self.last.lock().await;
        if let Some((at, fault)) = *last
            && at.elapsed() < KEPT
        {
            return fault;
        }
        let fault = database::fault(&backend.db).await;
        *last = Some((Instant::now(), fault));
        fault
    }
}

/// What keeps this process from doing its work; empty when it is ready. Takes two seconds at most.
pub async fn faults(backend: &Backend) -> Vec<Fault> {
    let of_database = backend.ready.of_database(backend).await.map(Fault::Database);
    of_database.into_iter().chain(backend.health.stopped().into_iter().map(Fault::Stopped)).collect()
}
