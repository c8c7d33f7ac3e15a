use std::{sync::Arc, time::Duration};

use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database as SeaOrm, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, Statement, TransactionOptions,
};

use super::{
    begin::begin_uncut,
    place::{self, DatabaseFile},
    turn::LOCK_PATIENCE,
};

/// How long a request waits for a connection. PostgreSQL may be away, which its readers should
/// hear soon; on SQLite writers hold connections while they wait for the lock.
const CONNECTION_PATIENCE: Duration = Duration::from_secs(10);
const SQLITE_CONNECTION_PATIENCE: Duration = Duration::from_secs(30);

/// A connection that was idle for this long is tested before it is used again.
const IDLE_LONG: Duration = Duration::from_secs(1);

/// Opens `url` (`sqlite:PATH?mode=rwc` or `postgres://…`) with at most `connections` connections.
///
/// A SQLite file is created only here. If it disappears later, nothing works until it is back: an
/// empty one in its place would be an empty portal.
pub async fn connect(url: &str, connections: u32) -> Result<DatabaseConnection, DbErr> {
    let file = place::file_of(url);
    if file.is_some() {
        place::make(url).await?;
    }
    let is_file = file.is_some();
    let patience = if url.starts_with("sqlite:") { SQLITE_CONNECTION_PATIENCE } else { CONNECTION_PATIENCE };
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(patience)
        // Asking a connection whether it is alive costs as much as a small query.
        .test_before_acquire_if_idle_for(IDLE_LONG)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            let options = if is_file { options.create_if_missing(false) } else { options };
            options
                .journal_mode(sea_orm::sqlx::sqlite::SqliteJournalMode::Wal)
                .busy_timeout(LOCK_PATIENCE)
                .foreign_keys(true)
                // Sorting a million recipients in memory would take a hundred megabytes.
                .pragma("temp_store", "file")
        });
    if let Some(file) = file {
        let place = Arc::new(DatabaseFile::new(file));
        options.map_sqlx_sqlite_before_acquire(move |_, connection| {
            let serves = place.serves(connection.age);
            Box::pin(async move { Ok(serves) })
        });
    }
    SeaOrm::connect(options).await
}

/// Begins a read-only transaction that sees one state of the database, however long it takes.
pub async fn begin_snapshot(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    // SQLite transactions are snapshots anyway, and SQLite does not accept the option.
    let options = match db.get_database_backend() {
        DbBackend::Postgres => TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        },
        _ => TransactionOptions::default(),
    };
    begin_uncut(db, options).await
}

/// Begins a transaction that reads along an index, in its order, and no further than needed.
///
/// `PostgreSQL` plans a prepared statement without looking at its parameters. It would take a large
/// message for a small one, and gather and sort all the remaining rows again for each batch.
pub async fn begin_walk(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let transaction = begin_uncut(db, TransactionOptions::default()).await?;
    if transaction.get_database_backend() == DbBackend::Postgres {
        let sql =
            "SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off";
        transaction.execute_unprepared(sql).await?;
    }
    Ok(transaction)
}

/// The end of a `SELECT` that locks the rows it finds and skips those that somebody else has
/// locked. SQLite has one writer at a time, who sees all rows.
pub fn skip_locked(db: &impl ConnectionTrait) -> &'static str {
    if db.get_database_backend() == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" }
}

/// The end of a `SELECT` that keeps others from deleting the rows it finds, or their keys, until the
/// transaction ends. Every row that refers to them holds them so anyway. SQLite has one writer at a time.
pub fn key_share(db: &impl ConnectionTrait) -> &'static str {
    if db.get_database_backend() == DbBackend::Postgres { "FOR KEY SHARE" } else { "" }
}

/// The end of a `SELECT` that holds the rows it finds until the transaction ends.
pub fn for_update(db: &impl ConnectionTrait) -> &'static str {
    if db.get_database_backend() == DbBackend::Postgres { "FOR UPDATE" } else { "" }
}

/// What comes before `ANALYZE`. SQLite writes while it analyses: with a limit it looks at some rows of
/// each index only.
pub fn analysis_limit(db: &impl ConnectionTrait) -> &'static str {
    if db.get_database_backend() == DbBackend::Sqlite { "PRAGMA analysis_limit = 1000; " } else { "" }
}

/// How many rows one multi-row `INSERT` may hold so that its parameters stay below both engines'
/// limits.
pub const fn rows_per_insert(columns: usize) -> usize {
    30_000 / columns
}

/// Builds one statement written for both engines, with `?` for its parameters.
pub fn statement(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = sea_orm::Value>,
) -> Statement {
    let backend = db.get_database_backend();
    let sql = if backend == DbBackend::Postgres { numbered(sql) } else { sql.to_owned() };
    Statement::from_sql_and_values(backend, sql, values)
}

/// `?` → `$1`, `$2` … (our statements have no literal question mark).
fn numbered(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len() + 16);
    let mut parameter = 0;
    for c in sql.chars() {
        if c == '?' {
            parameter += 1;
            out.push('$');
            out.push_str(&parameter.to_string());
        } else {
            out.push(c);
        }
    }
    out
}
