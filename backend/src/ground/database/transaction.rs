//! Transactions that write, and the locks they take.
//!
//! # The order of locks
//! A transaction takes locks in this order, so that no two wait for each other:
//! 1. the lock row of its kind of work ([`lock`]). One use case takes two, always in this order: that of an
//!    agenda, then that of an event in it;
//! 2. `message`, then `job`, then `communication`, then `publication`, then the other rows that it changes;
//! 3. the counters of [`crate::ground::change`], `MESSAGES` before `BOARD`;
//! 4. the end of the journal, which is the lock row `audit_entry`.
//!
//! An account is locked before its links, sessions and unfinished sign-ins. What was read before a
//! lock is read again under it: `docs/architecture/locks.md` lists every use case.

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    TransactionOptions,
};
use sha2::{Digest, Sha256};
use tokio::time::Instant;

use super::{
    begin::begin_uncut,
    retry::asks_to_retry,
    turn::{LOCK_PATIENCE, Turn},
};
use crate::{Error, Result, ground::sql::sql};

/// How often a transaction runs before its caller is told that the database is busy.
const TRIES: u32 = 8;
/// The longest first pause; each later one may be twice as long as the one before.
const FIRST_PAUSE_MS: u64 = 10;

/// Runs `$work` in a transaction that writes, and commits the result.
///
/// `$work` is a block that ends with a `Result`; `?` and `return` leave only that block. It runs
/// again in a new transaction when the engine asks for it (two transactions waited for each other,
/// or could not be serialised). So anything with an effect outside the database must come after the
/// macro. An error rolls back; with `|tx| -> Option`, so does `None`. [`Error::Busy`] after the
/// last try.
///
/// It is a macro because the compiler cannot yet tell that the future of an asynchronous closure
/// with a borrowed argument may move between threads.
///
/// ```ignore
/// let id = transaction!(&backend.db, |tx| {
///     check(tx, caller).await?;
///     insert(tx, &row).await
/// })?;
/// backend.refresh().await?;
/// ```
#[macro_export]
macro_rules! transaction {
    ($db:expr, |$tx:ident| $work:block) => {
            $crate::transaction!(@run $db, $tx, $work, |_| true)
    };
    ($db:expr, |$tx:ident| -> Option $work:block) => {
            $crate::transaction!(@run $db, $tx, $work, ::std::option::Option::is_some)
    };
    (@run $db:expr, $tx:ident, $work:block, $keeps:expr) => {{
        let mut tries = $crate::database::Tries::on($db);
        loop {
            let open = match tries.begin().await {
                Ok(open) => open,
                Err(reason) => break Err(reason),
            };
            let outcome: $crate::Result<_> = async {
                let $tx = &open;
                $work
            }
            .await;
            if let Some(outcome) = tries.end(open, outcome, $keeps).await {
                break outcome;
            }
        }
    }};
}

/// Counts the tries of one transaction for [`transaction!`](crate::transaction!).
#[derive(Debug)]
pub struct Tries<'a> {
    db: &'a DatabaseConnection,
    failed: u32,
    since: Instant,
    turn: Option<Turn>,
}

impl<'a> Tries<'a> {
    pub fn on(db: &'a DatabaseConnection) -> Self {
        Self { db, failed: 0, since: Instant::now(), turn: None }
    }

    /// Begins the next try.
    ///
    /// # Errors
    /// [`Error::Busy`] when the database stays locked.
    pub async fn begin(&mut self) -> Result<DatabaseTransaction> {
        self.turn = Turn::to_write(self.db).await?;
        loop {
            match begin(self.db).await {
                Err(reason) if asks_to_retry(&reason) => self.pause(&reason).await?,
                other => return Ok(other?),
            }
        }
    }

    /// Ends a try, and commits if `keeps` says so. `None` when the work must run again.
    pub async fn end<T>(
        &mut self,
        open: DatabaseTransaction,
        outcome: Result<T>,
        keeps: impl FnOnce(&T) -> bool,
    ) -> Option<Result<T>> {
        let outcome = match outcome {
            Ok(value) if keeps(&value) => open.commit().await.map(|()| value).map_err(Error::from),
            outcome => {
                // If the rollback fails, closing the connection ends the transaction.
                if let Err(left) = open.rollback().await {
                    tracing::info!(%left, "a transaction was not rolled back");
                }
                outcome
            }
        };
        self.turn = None;
        match outcome {
            Err(Error::Database(reason)) if asks_to_retry(&reason) => {
                self.pause(&reason).await.err().map(Err)
            }
            other => Some(other),
        }
    }

    async fn pause(&mut self, reason: &DbErr) -> Result<()> {
        self.failed += 1;
        tracing::debug!(tries = self.failed, %reason, "retrying a transaction");
        if self.failed >= TRIES || self.since.elapsed() >= LOCK_PATIENCE {
            tracing::warn!(tries = self.failed, %reason, "a transaction failed after all retries");
            return Err(Error::Busy);
        }
        // A random length up to the limit, so that transactions that collided do not collide again.
        let limit = FIRST_PAUSE_MS << self.failed;
        let pause = getrandom::u64().map_or(limit, |random| random % limit);
        tokio::time::sleep(Duration::from_millis(pause)).await;
        Ok(())
    }
}

/// Begins a transaction that will write. On SQLite it takes the write lock at once: a transaction
/// that reads first and writes later fails as soon as somebody else has written in between.
///
/// Use [`transaction!`](crate::transaction!) where all the work stands in one place.
pub async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let mode = Some(SqliteTransactionMode::Immediate);
    begin_uncut(db, TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() })
        .await
}

/// Waits until no other transaction that locked `what` is open, in any process. SQLite's writers
/// wait for each other anyway.
///
/// `what` is a kind of work, or a kind and its owner: `accounts`, `replies of 7`. The lock is a row
/// of the table `lock`, which works wherever transactions do. Each kind has at most 256 rows, so
/// two owners may sometimes wait for each other without need.
pub async fn lock(transaction: &DatabaseTransaction, what: &str) -> Result<(), DbErr> {
    if transaction.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let row = row_of(what);
    let name = row.as_str();
    let hold = || sql!(transaction, "SELECT name FROM lock WHERE name = :name FOR UPDATE", name);
    if transaction.query_one_raw(hold()).await?.is_none() {
        let text = "INSERT INTO lock (name) VALUES (:name) ON CONFLICT DO NOTHING";
        transaction.execute_raw(sql!(transaction, text, name)).await?;
        transaction.query_one_raw(hold()).await?;
    }
    Ok(())
}

/// The lock row of some work.
fn row_of(what: &str) -> String {
    match what.split_once(' ') {
        None => what.to_owned(),
        Some((kind, whose)) => format!("{kind} {:02x}", Sha256::digest(whose.as_bytes())[0]),
    }
}

/// Creates the table of locks if it is missing: a migration needs a lock before any table exists.
pub(super) async fn ensure_locks(db: &DatabaseConnection) -> Result<(), DbErr> {
    let sql = "CREATE TABLE IF NOT EXISTS lock (name text NOT NULL PRIMARY KEY)";
    if db.execute_unprepared(sql).await.is_err() {
        // When two processes create it at once, PostgreSQL refuses the second; the table exists
        // then.
        db.execute_unprepared(sql).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::row_of;

    #[test]
    fn each_kind_has_at_most_256_lock_rows() {
        assert_eq!(row_of("accounts"), "accounts");
        let rows: std::collections::BTreeSet<String> =
            (0..5_000).map(|login| row_of(&format!("sign-in somebody {login}"))).collect();
        assert_eq!(rows.len(), 256);
        assert_eq!(row_of("sign-in a b"), row_of("sign-in a b"));
    }
}
