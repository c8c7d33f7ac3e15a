//! The file of a SQLite database: where it is, and whether another one has taken its place.

use std::{
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use sea_orm::{
    DbErr, RuntimeErr,
    sqlx::{
        Connection as _, Error,
        sqlite::{SqliteConnectOptions, SqliteJournalMode},
    },
};

use super::{retry::asks_to_retry, turn::LOCK_PATIENCE};

/// The pause before the file is tried again.
const RETRY: Duration = Duration::from_millis(20);

/// The file of a SQLite database; `None` for one in memory, and for `PostgreSQL`.
pub fn file_of(url: &str) -> Option<PathBuf> {
    let rest = url.strip_prefix("sqlite:")?;
    if rest.contains(":memory:") || rest.contains("mode=memory") {
        return None;
    }
    let options: SqliteConnectOptions = url.parse().ok()?;
    Some(options.get_filename().to_owned())
}

/// Makes the file if it is missing and `url` allows it, and gives it a write-ahead log.
///
/// SQLite does not wait when several connections change the journal at once: all but one are told
/// that the file is locked. Processes that start together on a new file therefore try again.
pub(super) async fn make(url: &str) -> Result<(), DbErr> {
    let since = Instant::now();
    loop {
        match make_once(url).await {
            Err(reason) if asks_to_retry(&reason) && since.elapsed() < LOCK_PATIENCE => {
                tokio::time::sleep(RETRY).await;
            }
            outcome => return outcome,
        }
    }
}

async fn make_once(url: &str) -> Result<(), DbErr> {
    let wrong = |reason: Error| DbErr::Conn(RuntimeErr::SqlxError(reason.into()));
    let options: SqliteConnectOptions = url.parse().map_err(wrong)?;
    let options = options.journal_mode(SqliteJournalMode::Wal).busy_timeout(LOCK_PATIENCE);
    let connection = sea_orm::sqlx::SqliteConnection::connect_with(&options).await.map_err(wrong)?;
    connection.close().await.map_err(wrong)
}

/// Notices that the file of a running process was replaced or removed. Its connections would go on
/// with the old file, which has no name any more.
#[derive(Debug)]
pub(super) struct DatabaseFile {
    file: PathBuf,
    seen: Mutex<Seen>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    /// Device and number of the file.
    file: Option<(u64, u64)>,
    since: Instant,
}

impl DatabaseFile {
    pub fn new(file: PathBuf) -> Self {
        let seen = Seen { file: number_of(&file), since: Instant::now() };
        Self { file, seen: Mutex::new(seen) }
    }

    /// Whether a connection that is `age` old has the file that is there now open.
    pub fn serves(&self, age: Duration) -> bool {
        let there = number_of(&self.file);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if there != seen.file {
            tracing::warn!(file = %self.file.display(), "the file of the database was replaced or removed");
            *seen = Seen { file: there, since: Instant::now() };
        }
        there.is_some() && seen.since.elapsed() >= age
    }
}

fn number_of(file: &Path) -> Option<(u64, u64)> {
    let found = std::fs::metadata(file).ok()?;
    Some((found.dev(), found.ino()))
}
