//! Whether the database can be used.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, FromQueryResult, sqlx};

use super::{engine::statement, retry::may_pass};

/// What keeps a process from using its database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseFault {
    /// It does not answer in time, or is not there.
    Silent,
    /// It can be read, but accepts no change: its disk is full, or it is read-only.
    NoWrites,
    /// A newer version of the program has changed its tables.
    Newer,
}

/// A monitor waits no longer than a few seconds.
const PATIENCE: Duration = Duration::from_secs(2);

/// A change of a row that has no other use.
const WRITE: &str = "UPDATE setting SET value = CAST(random() AS text) WHERE name = 'probe'";

#[derive(FromQueryResult)]
struct Applied {
    version: String,
}

/// What is wrong with the database now. The reason goes to the log.
pub async fn fault(db: &DatabaseConnection) -> Option<DatabaseFault> {
    match tokio::time::timeout(PATIENCE, look(db)).await {
        Ok(Ok(fault)) => fault,
        Ok(Err(reason)) => {
            tracing::warn!(%reason, "the database cannot be read");
            Some(DatabaseFault::Silent)
        }
        Err(_) => {
            tracing::warn!(patience = ?PATIENCE, "the database does not answer");
            Some(DatabaseFault::Silent)
        }
    }
}

async fn look(db: &DatabaseConnection) -> Result<Option<DatabaseFault>, DbErr> {
    let known = migrations::names();
    if applied(db).await?.iter().any(|version| !known.contains(version)) {
        tracing::warn!("a newer version of the program has changed the tables of the database");
        return Ok(Some(DatabaseFault::Newer));
    }
    match write(db).await {
        Ok(()) => Ok(None),
        // Somebody else writes, so writing works.
        Err(reason) if may_pass(&reason) => Ok(None),
        Err(reason) => {
            tracing::warn!(%reason, "the database accepts no change");
            Ok(Some(DatabaseFault::NoWrites))
        }
    }
}

/// The changes of the schema that the database has had.
///
/// # Errors
/// Also when it has no tables of the portal.
pub async fn applied(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let found = statement(db, "SELECT version FROM seaql_migrations ORDER BY version", []);
    let rows = Applied::find_by_statement(found).all(db).await?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}

/// Whether the database holds the tables of a portal, of whatever version.
pub async fn holds_portal(db: &DatabaseConnection) -> Result<bool, DbErr> {
    let text = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT 1 AS found WHERE to_regclass('seaql_migrations') IS NOT NULL",
        _ => "SELECT 1 AS found FROM sqlite_schema WHERE name = 'seaql_migrations'",
    };
    Ok(db.query_one_raw(statement(db, text, [])).await?.is_some())
}

async fn write(db: &DatabaseConnection) -> Result<(), sqlx::Error> {
    if db.get_database_backend() == DbBackend::Postgres {
        sqlx::raw_sql(WRITE).execute(db.get_postgres_connection_pool()).await?;
    } else {
        // On a connection that is not used again, because it does not wait for other writers.
        let mut connection = db.get_sqlite_connection_pool().acquire().await?;
        connection.close_on_drop();
        sqlx::raw_sql("PRAGMA busy_timeout = 0").execute(&mut *connection).await?;
        sqlx::raw_sql(WRITE).execute(&mut *connection).await?;
    }
    Ok(())
}
