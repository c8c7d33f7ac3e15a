//! A SQLite database: one file, which SQLite copies in one state while others write.

use std::{fs, io, path::Path};

use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};

use super::{
    folder::{at, digest},
    manifest::Part,
};
use crate::{
    database,
    revision::{self, INCARNATION},
};

const NAME: &str = "portevoix.sqlite";

pub(super) async fn export(db: &DatabaseConnection, folder: &Path) -> Result<Part, String> {
    let path = folder.join(NAME);
    let place = path.to_string_lossy().into_owned();
    let vacuum = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [place.into()]);
    let copied = db.execute_raw(vacuum).await;
    // The engine does not say which of the two disks is full.
    copied.map_err(|reason| format!("database_url: copying into {}: {reason}", path.display()))?;
    let written = fs::File::open(&path).and_then(|file| file.sync_all()).and_then(|()| digest(&path));
    let (bytes, sha256) = written.map_err(|reason| at(&path, &reason))?;
    Ok(Part { name: NAME.to_owned(), bytes, sha256, table: None })
}

/// Refuses a place where a database is, or what is left of one.
pub(super) fn accepts(target: &Path) -> Result<(), String> {
    for rest in ["", "-wal", "-shm", "-journal"] {
        let path = beside(target, rest);
        if path.exists() {
            return Err(format!("database_url: {} exists; nothing was changed", path.display()));
        }
    }
    Ok(())
}

/// Prepares the database beside its place: copied, upgraded, and known as restored.
pub(super) async fn prepare(folder: &Path, target: &Path) -> Result<(), String> {
    let growing = beside(target, ".restoring");
    for rest in ["", "-wal", "-shm"] {
        let left = beside(&growing, rest);
        if left.exists() {
            fs::remove_file(&left).map_err(|reason| at(&left, &reason))?;
        }
    }
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent).map_err(|reason| at(parent, &reason))?;
    }
    fs::copy(folder.join(NAME), &growing).map_err(|reason| at(&growing, &reason))?;
    let url = format!("sqlite:{}", growing.display());
    let wrong = |reason: &dyn std::fmt::Display| at(&growing, reason);
    let db = database::connect(&url, 1).await.map_err(|reason| wrong(&reason))?;
    database::migrate(&db).await.map_err(|reason| wrong(&reason))?;
    revision::renew(&db, INCARNATION).await.map_err(|reason| wrong(&reason))?;
    crate::files::pair::forget_held(&db).await.map_err(|reason| wrong(&reason))?;
    // Closing the last connection writes everything into the file.
    db.close().await.map_err(|reason| wrong(&reason))
}

/// Puts the prepared database in its place. A link replaces nothing that is there meanwhile.
pub(super) fn place(target: &Path) -> Result<(), String> {
    let growing = beside(target, ".restoring");
    let placed = fs::File::open(&growing)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::hard_link(&growing, target))
        .and_then(|()| fs::remove_file(&growing))
        .and_then(|()| sync_folder(target));
    placed.map_err(|reason| at(target, &reason))
}

fn sync_folder(file: &Path) -> io::Result<()> {
    match file.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        Some(parent) => fs::File::open(parent)?.sync_all(),
        None => Ok(()),
    }
}

fn beside(target: &Path, rest: &str) -> std::path::PathBuf {
    let mut name = target.as_os_str().to_owned();
    name.push(rest);
    name.into()
}
