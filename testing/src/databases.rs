//! Every test runs on both engines ([`both_engines`](crate::both_engines)), each time with its own
//! database.

use std::{panic::AssertUnwindSafe, path::Path};

use backend::database;
use futures::FutureExt;
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::templates;

/// Runs `test` on a fresh, migrated SQLite, for tests that do not depend on the engine.
pub async fn on_sqlite(test: impl AsyncFn(&DatabaseConnection)) {
    on_migrated_sqlite_url(async |url| connected(url, &test).await).await;
}

/// The argument of a test: a type that can be made from the address of an empty database.
#[allow(async_fn_in_trait, reason = "only tests call it, each on its own thread")]
pub trait OnDatabase: Sized {
    async fn open(url: &str) -> Self;
}

/// The database is migrated.
impl OnDatabase for DatabaseConnection {
    async fn open(url: &str) -> Self {
        let db = database::connect(url, 4).await.expect("a connection");
        database::migrate(&db).await.expect("the schema");
        db
    }
}

/// Runs a test that takes its argument by value.
pub async fn give<T: OnDatabase>(url: &str, test: impl AsyncFn(T)) {
    test(T::open(url).await).await;
}

/// Runs a test that takes its argument by reference.
pub async fn lend<T: OnDatabase>(url: &str, test: impl AsyncFn(&T)) {
    test(&T::open(url).await).await;
}

async fn connected(url: &str, test: impl AsyncFn(&DatabaseConnection)) {
    let db = DatabaseConnection::open(url).await;
    test(&db).await;
    db.close().await.expect("a clean end");
}

/// Runs `test` with the address of an empty SQLite database, which is removed afterwards.
pub async fn on_sqlite_url(test: impl AsyncFn(&str)) {
    on_sqlite_file(async |_| {}, test).await;
}

/// The same with a database that has the present schema.
pub async fn on_migrated_sqlite_url(test: impl AsyncFn(&str)) {
    on_sqlite_file(templates::copy_sqlite, test).await;
}

async fn on_sqlite_file(prepare: impl AsyncFn(&Path), test: impl AsyncFn(&str)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("test.db");
    prepare(&file).await;
    let url = format!("sqlite:{}?mode=rwc", file.display());
    // Shown only if the test fails.
    println!("on SQLite:");
    test(&url).await;
}

/// Runs `test` with the address of an empty PostgreSQL database, which is removed afterwards, even
/// if `test` panics.
///
/// The server is that of `TEST_POSTGRES_URL` (a superuser's address of the database `postgres`);
/// without that variable the test is skipped.
pub async fn on_postgres_url(test: impl AsyncFn(&str)) {
    on_postgres(async |_, _| String::new(), test).await;
}

/// The same with a database that has the present schema.
pub async fn on_migrated_postgres_url(test: impl AsyncFn(&str)) {
    on_postgres(templates::source_on_postgres, test).await;
}

/// `source` gives the end of `CREATE DATABASE …`: what the new database is a copy of.
async fn on_postgres(source: impl AsyncFn(&DatabaseConnection, &str) -> String, test: impl AsyncFn(&str)) {
    let Some(server) = postgres_url() else {
        eprintln!("TEST_POSTGRES_URL is not set: skipped on PostgreSQL");
        return;
    };
    let name = format!("test_{:016x}", getrandom::u64().expect("a random number"));
    let admin = database::connect(&server, 1).await.expect("the test server");
    let source = source(&admin, &server).await;
    admin.execute_unprepared(&format!("CREATE DATABASE {name}{source}")).await.expect("a database");
    let (address, _) = server.rsplit_once('/').expect("an address with a database");
    let url = format!("{address}/{name}");
    println!("on PostgreSQL:");
    let outcome = AssertUnwindSafe(test(&url)).catch_unwind().await;
    let dropped = admin.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
    dropped.expect("the database is dropped");
}

#[allow(clippy::disallowed_methods, reason = "tests have no configuration")]
fn postgres_url() -> Option<String> {
    std::env::var("TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty())
}
