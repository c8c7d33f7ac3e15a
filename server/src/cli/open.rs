use std::{path::Path, sync::Arc};

use backend::{Backend, Services, backup, clock::Clock, database};

use crate::config::Settings;

/// Opens the database of the portal, and brings its schema up to date.
///
/// # Errors
/// A sentence. A database that is not there, or empty, is refused: behind a mistyped address, people
/// would find an empty portal.
pub(super) async fn open(settings: &Settings) -> Result<Arc<Backend>, String> {
    exists(settings).await?;
    open_with(settings, Clock::System, Services::default()).await
}

/// The same for a new portal: makes what is missing, also the folder of a SQLite file.
pub(super) async fn make(settings: &Settings) -> Result<Arc<Backend>, String> {
    make_with(settings, Clock::System).await
}

pub(super) async fn make_with(settings: &Settings, clock: Clock) -> Result<Arc<Backend>, String> {
    if let Some(folder) = file(settings).and_then(|file| Path::new(file).parent()) {
        std::fs::create_dir_all(folder)
            .map_err(|reason| format!("database_url: {}: {reason}", folder.display()))?;
    }
    open_with(settings, clock, Services::default()).await
}

/// Opens the database with a clock, and the services that the server uses besides it.
pub(super) async fn open_with(
    settings: &Settings,
    clock: Clock,
    services: Services,
) -> Result<Arc<Backend>, String> {
    Backend::open_with(&address(settings), settings.database_connections, clock, services)
        .await
        .map_err(|reason| format!("database_url: the database cannot be opened: {reason}"))
}

/// Makes sure that there is a portal in the database, and changes nothing.
pub(super) async fn exists(settings: &Settings) -> Result<(), String> {
    if let Some(file) = file(settings)
        && !Path::new(file).is_file()
    {
        return Err(format!("database_url: {file} does not exist; `portevoix migrate` makes a new database"));
    }
    let wrong =
        |reason: &dyn std::fmt::Display| format!("database_url: the database cannot be opened: {reason}");
    let db = database::connect(&address(settings), 1).await.map_err(|reason| wrong(&reason))?;
    let holds = database::holds_portal(&db).await.map_err(|reason| wrong(&reason))?;
    let is_half = holds && backup::was_interrupted(&db).await.map_err(|reason| wrong(&reason))?;
    db.close().await.map_err(|reason| wrong(&reason))?;
    if is_half {
        let told = "a restore into the database was interrupted; run `portevoix restore` again";
        return Err(format!("database_url: {told}"));
    }
    if holds {
        return Ok(());
    }
    Err("database_url: the database is empty; `portevoix migrate` makes the tables of a new portal"
        .to_owned())
}

/// The file of a SQLite database.
pub(super) fn file(settings: &Settings) -> Option<&str> {
    let file = settings.database_url.strip_prefix("sqlite:")?.trim_start_matches("//");
    let file = file.split('?').next().unwrap_or(file);
    (!file.is_empty() && file != ":memory:").then_some(file)
}

/// A SQLite file that does not exist yet may be created; [`exists`] says for whom.
pub(super) fn address(settings: &Settings) -> String {
    let url = &settings.database_url;
    if url.starts_with("sqlite:") && !url.contains('?') { format!("{url}?mode=rwc") } else { url.clone() }
}
