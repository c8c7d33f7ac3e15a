use std::path::Path;

use backend::{backup, clock::Clock, database};

use super::{
    open::{address, exists},
    progress::Count,
    spoken::words,
};
use crate::config::Settings;

/// Reads the database as it is: the schema stays that of the program that serves it.
pub(super) async fn backup(settings: &Settings, dir: &Path) -> Result<(), String> {
    settings.check_backup(dir)?;
    exists(settings).await?;
    let files = settings.files()?;
    let db = database::connect(&address(settings), 2).await;
    let db = db.map_err(|reason| format!("database_url: {reason}"))?;
    let count = Count::new();
    let manifest = backup::make(&db, &files, &Clock::System, dir, &|| count.step()).await?;
    count.finish();
    db.close().await.map_err(|reason| format!("database_url: {reason}"))?;
    let (attachments, bytes) = (manifest.attachments.len() as u64, manifest.bytes());
    println!("{}", words().operation.backup_made(&dir.display().to_string(), attachments, bytes));
    println!("{}", words().operation.keys_apart);
    Ok(())
}
