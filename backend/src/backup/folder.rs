//! The folder of a backup on the disk.

use std::{
    fmt, fs,
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

/// Makes the folder in which the backup grows.
pub(super) fn begin(folder: &Path) -> Result<PathBuf, String> {
    if folder.exists() {
        return Err(format!("{} exists already; name a new folder", folder.display()));
    }
    let growing = unfinished(folder);
    // Left by a backup that was interrupted.
    if growing.exists() {
        fs::remove_dir_all(&growing).map_err(|reason| at(&growing, &reason))?;
    }
    for part in [DATABASE, ATTACHMENTS] {
        let path = growing.join(part);
        fs::create_dir_all(&path).map_err(|reason| at(&path, &reason))?;
    }
    Ok(growing)
}

/// Gives the whole backup its name.
pub(super) fn end(growing: &Path, folder: &Path) -> Result<(), String> {
    fs::rename(growing, folder).map_err(|reason| at(folder, &reason))
}

/// The number of bytes of a file, and its SHA-256.
pub(super) fn digest(path: &Path) -> io::Result<(u64, String)> {
    let (mut file, mut digest, mut bytes) = (fs::File::open(path)?, Sha256::new(), 0);
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
