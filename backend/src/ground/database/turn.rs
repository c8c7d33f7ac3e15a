//! Writers of an SQLite database wait for each other here, and not each on a connection: otherwise
//! a few waiting writers would hold all connections, and readers would wait for them.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock, Mutex, PoisonError},
    time::Duration,
};

use sea_orm::{DatabaseConnection, DbBackend};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::{Error, Result};

/// How long a writer waits for SQLite's single write lock.
pub(super) const LOCK_PATIENCE: Duration = Duration::from_secs(25);

/// One writer at a time for each database file.
static WRITERS: LazyLock<Mutex<HashMap<PathBuf, Arc<Semaphore>>>> = LazyLock::new(Mutex::default);

/// The turn of a writer; the next one has it when this is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    _permit: OwnedSemaphorePermit,
}

impl Turn {
    /// Waits for the turn. `None` on PostgreSQL, where writers do not wait for each other.
    ///
    /// # Errors
    /// [`Error::Busy`] when the turn does not come.
    pub async fn to_write(db: &DatabaseConnection) -> Result<Option<Self>> {
        Self::within(db, LOCK_PATIENCE).await
    }

    async fn within(db: &DatabaseConnection, patience: Duration) -> Result<Option<Self>> {
        if db.get_database_backend() != DbBackend::Sqlite {
            return Ok(None);
        }
        let options = db.get_sqlite_connection_pool().connect_options();
        let writers = writers_of(options.get_filename());
        match timeout(patience, writers.acquire_owned()).await {
            Ok(Ok(permit)) => Ok(Some(Self { _permit: permit })),
            Ok(Err(_)) | Err(_) => Err(Error::Busy),
        }
    }
}

/// Writes with one statement, outside of a transaction: it waits for its turn like all writers, and not
/// on a connection.
///
/// # Errors
/// [`Error::Busy`] when the turn does not come.
pub async fn alone<T>(db: &DatabaseConnection, work: impl Future<Output = Result<T>>) -> Result<T> {
    alone_within(db, LOCK_PATIENCE, work).await
}

/// The same, for a note that nobody should wait for long.
///
/// # Errors
/// [`Error::Busy`] when the turn does not come in this time.
pub async fn alone_within<T>(
    db: &DatabaseConnection,
    patience: Duration,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    let _turn = Turn::within(db, patience).await?;
    work.await
}

fn writers_of(file: &Path) -> Arc<Semaphore> {
    let mut writers = WRITERS.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(writers.entry(file.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(1))))
}
