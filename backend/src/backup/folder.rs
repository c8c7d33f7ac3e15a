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
        let left = File::options().write(true).open(path.join(LOCK)).ok();
        if left.as_ref().is_some_and(is_held) {
            return Err(taken(&path));
        }
        // Left by a backup that was interrupted. Its lock is held meanwhile: of two that find it, one removes it.
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

/// Gives the whole backup its name. Only then its lock goes: without one, another backup would take it for what an
/// interrupted one has left, and remove it.
pub(super) fn end(growing: &Growing, folder: &Path) -> Result<(), String> {
    fs::rename(&growing.path, folder).map_err(|reason| at(folder, &reason))?;
    // What is left of it says nothing: the backup is whole.
    let _ = fs::remove_file(folder.join(LOCK));
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A process that is killed lets its lock go, and leaves the rest.
    #[test]
    fn what_a_killed_backup_has_left_is_replaced_and_what_runs_is_not() {
        let root = tempfile::tempdir().expect("a folder");
        let target = root.path().join("backup");
        let refused = || begin(&target).is_err_and(|reason| reason.contains("by another backup"));
        let killed = begin(&target).expect("a folder");
        let half = killed.path.join(DATABASE).join("half");
        fs::write(&half, "content").expect("a file");
        assert!(refused() && half.exists(), "it runs");
        drop(killed);
        let next = begin(&target).expect("the folder of the one that is gone");
        assert!(!half.exists() && refused(), "it begins anew, and runs");
        end(&next, &target).expect("whole");
        let names = fs::read_dir(&target).expect("a backup").map(|entry| entry.expect("a part").file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        assert_eq!(names, [ATTACHMENTS, DATABASE]);
    }

    #[test]
    fn a_backup_is_locked_as_long_as_it_has_no_name() {
        let root = tempfile::tempdir().expect("a folder");
        let target = root.path().join("backup");
        let growing = begin(&target).expect("a folder");
        // Somebody else took the name meanwhile.
        fs::create_dir_all(target.join("other")).expect("a folder");
        assert!(end(&growing, &target).is_err());
        assert!(growing.path.join(LOCK).exists(), "without it, another backup would remove it");
    }
}
