//! Databases that have the present schema and no content. Each test gets a copy, because making the
//! schema takes longer than most tests. A template is named after the sources of the migrations, so a
//! changed migration gets a new one.

use std::{
    fs,
    path::{Path, PathBuf},
};

use backend::database;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use sha2::{Digest, Sha256};

/// Copies the template to `file`. Without the sources, `file` stays empty.
pub async fn copy_sqlite(file: &Path) {
    let Some(schema) = schema() else { return };
    let template = folder().join(format!("schema-{schema}.db"));
    if !template.exists() {
        make_sqlite(&template).await;
    }
    fs::copy(&template, file).expect("a copy of the template");
}

/// Several processes may do this at once: the last one to rename wins, all made the same.
async fn make_sqlite(template: &Path) {
    fs::create_dir_all(folder()).expect("the folder of the templates");
    let own = tempfile::tempdir_in(folder()).expect("a temporary folder");
    let file = own.path().join("schema.db");
    let db = migrated(&format!("sqlite:{}?mode=rwc", file.display())).await;
    // One file without a log beside it, so that copying it is enough.
    let whole = own.path().join("whole.db");
    db.execute_unprepared(&format!("VACUUM INTO '{}'", whole.display())).await.expect("one file");
    db.close().await.expect("a clean end");
    fs::rename(whole, template).expect("the template");
}

/// What makes `CREATE DATABASE` copy the template, which is made first if `server` does not have it.
/// Empty without the sources.
pub async fn source_on_postgres(admin: &DatabaseConnection, server: &str) -> String {
    let Some(schema) = schema() else { return String::new() };
    let name = format!("portevoix_schema_{schema}");
    if !is_there(admin, &format!("SELECT 1 FROM pg_database WHERE datname = '{name}'")).await {
        make_postgres(admin, server, &name).await;
    }
    // Copying the files takes a quarter of the time of copying through the log, which is the rule
    // since version 15.
    let chooses = "SELECT 1 WHERE current_setting('server_version_num')::int >= 150000";
    let strategy = if is_there(admin, chooses).await { " STRATEGY FILE_COPY" } else { "" };
    format!(" TEMPLATE {name}{strategy}")
}

/// Other processes wait for the one that makes the template.
async fn make_postgres(admin: &DatabaseConnection, server: &str, name: &str) {
    run(admin, "SELECT pg_advisory_lock(7210945)").await;
    if !is_there(admin, &format!("SELECT 1 FROM pg_database WHERE datname = '{name}'")).await {
        make_alone(admin, server, name).await;
    }
    run(admin, "SELECT pg_advisory_unlock(7210945)").await;
}

async fn make_alone(admin: &DatabaseConnection, server: &str, name: &str) {
    let unfinished = format!("{name}_unfinished");
    run(admin, &format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)")).await;
    run(admin, &format!("CREATE DATABASE {unfinished}")).await;
    let (address, _) = server.rsplit_once('/').expect("an address with a database");
    migrated(&format!("{address}/{unfinished}")).await.close().await.expect("a clean end");
    run(admin, &format!("ALTER DATABASE {unfinished} RENAME TO {name}")).await;
    // Nobody may be connected to a database while it is copied, not even its own housekeeping.
    run(admin, &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
}

async fn migrated(url: &str) -> DatabaseConnection {
    let db = database::connect(url, 1).await.expect("a connection");
    database::migrate(&db).await.expect("the schema");
    db
}

async fn is_there(admin: &DatabaseConnection, sql: &str) -> bool {
    let asked = Statement::from_string(admin.get_database_backend(), sql);
    admin.query_one_raw(asked).await.expect("an answer of the test server").is_some()
}

async fn run(admin: &DatabaseConnection, sql: &str) {
    admin.execute_unprepared(sql).await.expect("the test server");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tmp")
}

/// A digest of the sources of the migrations, in hexadecimal; `None` where the sources are missing.
fn schema() -> Option<String> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../migrations/src");
    let mut files: Vec<PathBuf> =
        fs::read_dir(sources).ok()?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    let mut digest = Sha256::new();
    for file in files {
        digest.update(fs::read(file).ok()?);
    }
    Some(hex::encode(&digest.finalize()[..8]))
}
