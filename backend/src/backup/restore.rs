use std::path::Path;

use sea_orm::{ConnectionTrait as _, DatabaseConnection};

use super::{
    folder::{ATTACHMENTS, DATABASE, Step},
    manifest::Manifest,
    postgres, sqlite,
    verify::verify,
};
use crate::{
    database,
    files::{Files, pair},
    revision::{self, INCARNATION},
    settings,
};

/// What a restore has done, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub manifest: Manifest,
    /// Changes of the schema that the backup had not had yet.
    pub upgrades: usize,
}

/// Restores the backup in `source` into the database at `url` and into the store, which are both
/// empty. First everything is compared with the manifest; the database is there at the end, whole.
/// With `dry_run`, nothing is changed. A restore that was interrupted can be started again.
///
/// # Errors
/// A sentence for the operator.
pub async fn restore(
    url: &str,
    files: &Files,
    source: &Path,
    dry_run: bool,
    step: Step<'_>,
) -> Result<Restored, String> {
    let manifest = Manifest::read(source)?;
    let target = database::file_of(url);
    let engine = if target.is_some() { "sqlite" } else { "postgres" };
    if manifest.engine != engine {
        let made = &manifest.engine;
        return Err(format!("database_url: the backup is of {made}, and this is a database of {engine}"));
    }
    verify(source, &manifest)?;
    pair::accepts(files, &manifest.attachments, &manifest.identity).await?;
    let upgrades = migrations::names().len() - manifest.schema.len();
    let restored = Restored { manifest, upgrades };
    let manifest = &restored.manifest;
    let (of_database, of_attachments) = (source.join(DATABASE), source.join(ATTACHMENTS));
    let attachments =
        async || pair::import(files, &of_attachments, &manifest.attachments, &manifest.identity, step).await;
    if let Some(target) = target {
        sqlite::accepts(&target)?;
        if !dry_run {
            sqlite::prepare(&of_database, &target).await?;
            attachments().await?;
            sqlite::place(&target)?;
        }
    } else {
        let wrong = |reason: &dyn std::fmt::Display| format!("database_url: {reason}");
        let db = database::connect(url, 1).await.map_err(|reason| wrong(&reason))?;
        accepts(&db).await?;
        if !dry_run {
            lay_out(&db, manifest).await.map_err(|reason| wrong(&reason))?;
            attachments().await?;
            postgres::import(&db, &of_database, manifest, step).await.map_err(|reason| wrong(&reason))?;
            finish(&db).await.map_err(|reason| wrong(&reason))?;
        }
        db.close().await.map_err(|reason| wrong(&reason))?;
    }
    Ok(restored)
}

/// Whether a restore into this database has begun and not ended, so that it is half empty.
pub async fn was_interrupted(db: &DatabaseConnection) -> crate::Result<bool> {
    settings::is_restoring(db).await
}

/// An empty database, or one in which a restore was interrupted.
async fn accepts(db: &DatabaseConnection) -> Result<(), String> {
    let wrong = |reason: &dyn std::fmt::Display| format!("database_url: {reason}");
    let sql = "SELECT 1 AS found FROM information_schema.tables WHERE table_schema = current_schema()";
    let found = db.query_one_raw(database::statement(db, sql, [])).await;
    if found.map_err(|reason| wrong(&reason))?.is_none() {
        return Ok(());
    }
    let interrupted = settings::is_restoring(db).await.unwrap_or(false);
    if interrupted {
        return Ok(());
    }
    Err("database_url: the database is not empty; nothing was changed".to_owned())
}

/// Makes the tables as they were when the backup was made, and notes that a restore runs.
async fn lay_out(db: &DatabaseConnection, manifest: &Manifest) -> crate::Result<()> {
    if settings::is_restoring(db).await.unwrap_or(false) {
        return Ok(());
    }
    let transaction = database::begin(db).await?;
    transaction
        .execute_unprepared("CREATE TABLE IF NOT EXISTS lock (name text NOT NULL PRIMARY KEY)")
        .await?;
    migrations::make_as_of(&transaction, &manifest.schema).await?;
    settings::begin_restoring(&transaction).await?;
    Ok(transaction.commit().await?)
}

/// Brings the schema up to date, and lets running processes forget what they know.
async fn finish(db: &DatabaseConnection) -> crate::Result<()> {
    database::migrate(db).await?;
    pair::forget_held(db).await?;
    revision::renew(db, INCARNATION).await
}
