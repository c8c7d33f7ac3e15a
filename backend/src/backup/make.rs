use std::path::Path;

use domain::time::Millis;
use sea_orm::{DatabaseConnection, DbBackend};

use super::{
    folder::{self, ATTACHMENTS, DATABASE, Step},
    manifest::Manifest,
    postgres, sqlite,
};
use crate::{
    clock::Clock,
    database,
    files::{Files, pair},
    settings,
};

/// The machine slept, or the database did not answer for minutes.
const TOO_LATE: &str =
    "the backup stood still for minutes, and attachments may be missing in it; make it again";

/// Makes a backup in the new folder `target`, while the portal is served. `url` is the address of
/// `db`, whose schema may be older than the program's.
///
/// # Errors
/// A sentence for the operator; then `target` does not exist.
pub async fn make(
    db: &DatabaseConnection,
    files: &Files,
    clock: &Clock,
    target: &Path,
    step: Step<'_>,
) -> Result<Manifest, String> {
    let growing = folder::begin(target)?;
    let made = held(db, files, clock, &growing.path, step).await;
    let manifest = match made {
        Ok(manifest) => manifest,
        Err(reason) => {
            // What is left of it is named as unfinished, and replaced by the next one.
            let _ = std::fs::remove_dir_all(&growing.path);
            return Err(reason);
        }
    };
    manifest.write(&growing.path)?;
    folder::end(&growing, target)?;
    Ok(manifest)
}

/// Copies everything while no attachment is deleted.
async fn held(
    db: &DatabaseConnection,
    files: &Files,
    clock: &Clock,
    growing: &Path,
    step: Step<'_>,
) -> Result<Manifest, String> {
    let failed = |reason: crate::Error| format!("database_url: {reason}");
    let id = pair::hold_deletions(db, clock.now()).await.map_err(failed)?;
    let made = tokio::select! {
        made = parts(db, files, clock.now(), growing, step) => made,
        () = pair::lost(db, &id, clock) => Err(TOO_LATE.to_owned()),
    };
    let whole = pair::hold_on(db, &id, clock.now()).await;
    let released = pair::release_deletions(db, &id, clock.now()).await;
    // Why the copy failed comes before what followed from it.
    let manifest = made?;
    released.map_err(failed)?;
    if whole.map_err(failed)? { Ok(manifest) } else { Err(TOO_LATE.to_owned()) }
}

async fn parts(
    db: &DatabaseConnection,
    files: &Files,
    now: Millis,
    growing: &Path,
    step: Step<'_>,
) -> Result<Manifest, String> {
    let wrong = |reason: &dyn std::fmt::Display| format!("database_url: {reason}");
    let identity = settings::identity(db).await.map_err(|reason| wrong(&reason))?;
    let schema = database::applied(db).await.map_err(|reason| wrong(&reason))?;
    let made_at = now.to_utc().map(|at| at.to_rfc3339()).unwrap_or_default();
    let place = growing.join(DATABASE);
    // The database first: its state then names no object that was stored later.
    let mut manifest = if db.get_database_backend() == DbBackend::Postgres {
        let mut manifest = Manifest::new("postgres", made_at, identity, schema);
        postgres::export(db, &place, &mut manifest, step).await.map_err(|failed| failed.to_string())?;
        manifest
    } else {
        let mut manifest = Manifest::new("sqlite", made_at, identity, schema);
        manifest.database.push(sqlite::export(db, &place).await?);
        step();
        manifest
    };
    manifest.attachments = pair::export(files, &growing.join(ATTACHMENTS), step).await?;
    Ok(manifest)
}
