//! The folder of a backup on the disk.

use std::{
    fmt,
    fs::{self, File, TryLockError},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// Called after each file.
pub type Step<'a> = &'a (dyn Fn() + Sync);

/// The part of a backup that holds the database.
pub(super) const DATABASE: &str = "database";
/// The part that holds the attachments.
pub(super) const ATTACHMENTS: &str = "attachments";

/// The folder in which a backup grows; it gets its name at the end.
pub(super) fn unfinished(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    folder.with_file_name(name)
}

/// In the folder in which a backup grows: locked as long as somebody writes there.
const LOCK: &str = "lock";

/// A folder in which a backup grows, and which is nobody else's until this is dropped.
pub(super) struct Growing {
    pub path: PathBuf,
    _lock: File,
}

/// Makes the folder in which the backup grows.
pub(super) fn begin(folder: &Path) -> Result<Growing, String> {
    if folder.exists() {
        return Err(format!("{} exists already; name a new folder", folder.display()));
    }
    let path = unfinished(folder);
    if path.exists() {
        // For writing: some disks lock no file that is only read.
        if File::options().write(true).open(path.join(LOCK)).is_ok_and(|lock| is_held(&lock)) {
            return Err(taken(&path));
        }
        // Left by a backup that was interrupted.
        fs::remove_dir_all(&path).map_err(|reason| at(&path, &reason))?;
    }
    for part in [DATABASE, ATTACHMENTS] {
        let part = path.join(part);
        fs::create_dir_all(&part).map_err(|reason| at(&part, &reason))?;
    }
    let lock = File::create_new(path.join(LOCK)).map_err(|reason| at(&path, &reason))?;
    if is_held(&lock) {
        return Err(taken(&path));
    }
    Ok(Growing { path, _lock: lock })
}

fn taken(path: &Path) -> String {
    format!("{} is being written by another backup; name another folder", path.display())
}

/// Takes the lock, unless another process holds it. Where the disk knows no locks, nobody holds one.
fn is_held(lock: &File) -> bool {
    matches!(lock.try_lock(), Err(TryLockError::WouldBlock))
}

/// Gives the whole backup its name.
pub(super) fn end(growing: &Growing, folder: &Path) -> Result<(), String> {
    let lock = growing.path.join(LOCK);
    fs::remove_file(&lock).map_err(|reason| at(&lock, &reason))?;
    fs::rename(&growing.path, folder).map_err(|reason| at(folder, &reason))
}

/// The number of bytes of a file, and its SHA-256.
pub(super) fn digest(path: &Path) -> io::Result<(u64, String)> {
    let (mut file, mut digest, mut bytes) = (File::open(path)?, Sha256::new(), 0);
    let mut piece = vec![0; 256 * 1024];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok((bytes, hex::encode(digest.finalize())));
        }
        bytes += read as u64;
        digest.update(&piece[..read]);
    }
}

pub(super) fn at(path: &Path, reason: &dyn fmt::Display) -> String {
    format!("{}: {reason}", path.display())
}
