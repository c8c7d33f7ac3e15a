use std::sync::Arc;

use backend::{Backend, Services, clock::Clock};

use crate::config::Settings;

/// Connects to the database. Creates the folder of a SQLite file if it is missing.
pub(super) async fn open(settings: &Settings) -> Result<Arc<Backend>, String> {
    open_with(settings, Clock::System, Services::default()).await
}

/// The same, with a clock and the services that the server uses besides its database.
pub(super) async fn open_with(
    settings: &Settings,
    clock: Clock,
    services: Services,
) -> Result<Arc<Backend>, String> {
    let url = &settings.database_url;
    if let Some(file) = url.strip_prefix("sqlite:").map(|rest| rest.trim_start_matches("//"))
        && let Some(folder) = std::path::Path::new(file.split('?').next().unwrap_or(file)).parent()
    {
        std::fs::create_dir_all(folder)
            .map_err(|reason| format!("database_url: {}: {reason}", folder.display()))?;
    }
    // A SQLite file that does not exist yet is created.
    let url = if url.starts_with("sqlite:") && !url.contains('?') {
        format!("{url}?mode=rwc")
    } else {
        url.clone()
    };
    Backend::open_with(&url, settings.database_connections, clock, services)
        .await
        .map_err(|reason| format!("database_url: the database cannot be opened: {reason}"))
}
