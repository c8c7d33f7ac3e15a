use std::path::Path;

use backend::backup;

use super::{open::address, progress::Count, spoken::words};
use crate::config::Settings;

pub(super) async fn restore(settings: &Settings, dir: &Path, dry_run: bool) -> Result<(), String> {
    settings.check_backup(dir)?;
    let files = settings.files()?;
    let count = Count::new();
    let restored = backup::restore(&address(settings), &files, dir, dry_run, &|| count.step()).await?;
    count.finish();
    let (manifest, words) = (&restored.manifest, words());
    let attachments = manifest.attachments.len() as u64;
    println!("{}", words.operation.restored(dry_run, &manifest.made_at, attachments));
    if restored.upgrades > 0 {
        println!("{}", words.operation.upgraded_on_the_way(dry_run, restored.upgrades as u64));
    }
    Ok(())
}
