//! Whether files can be kept and scanned now, for monitoring.

use std::{
    io::{self, ErrorKind, Write as _},
    path::Path,
    time::Duration,
};

use super::{
    scan::Scanner,
    store::{Files, NotOurs},
};

/// What keeps a process from keeping files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilesFault {
    /// The folder is not there, or is not that of this database.
    Missing,
    /// The folder can be read, but accepts nothing: its disk is full, or it is read-only.
    NoWrites,
    /// The store is another machine, which does not answer in time, or is not that of this database.
    Away,
    /// clamd does not answer, so that every file is refused.
    NoScanner,
}

impl FilesFault {
    /// It is a fault of this machine. A server of others is missing for every process, and the portal
    /// is read without it.
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::Missing | Self::NoWrites)
    }
}

/// A monitor waits no longer than a few seconds.
const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes that are written to see whether the disk has space left.
const WRITTEN: usize = 4096;

/// What is wrong now with the store of attachments and with the virus scanner. The reasons go to the
/// log.
pub(crate) async fn faults(files: &Files, scanner: Option<&Scanner>) -> Vec<FilesFault> {
    let silent = if files.folder().is_some() { FilesFault::Missing } else { FilesFault::Away };
    let of_store = async {
        let Ok(fault) = tokio::time::timeout(PATIENCE, of_store(files, silent)).await else {
            tracing::warn!(patience = ?PATIENCE, "the store of attachments does not answer");
            return Some(silent);
        };
        fault
    };
    let of_scanner = async {
        let asked = scanner?.answers();
        let Ok(answers) = tokio::time::timeout(PATIENCE, asked).await else {
            tracing::warn!(patience = ?PATIENCE, "clamd does not answer");
            return Some(FilesFault::NoScanner);
        };
        (!answers).then_some(FilesFault::NoScanner)
    };
    let (store, scanner) = tokio::join!(of_store, of_scanner);
    store.into_iter().chain(scanner).collect()
}

async fn of_store(files: &Files, silent: FilesFault) -> Option<FilesFault> {
    match files.mark().await {
        Err(NotOurs::Unreachable(reason) | NotOurs::Foreign(reason)) => {
            tracing::warn!(reason, "the store of attachments cannot be read");
            return Some(silent);
        }
        // A store that was never reached has not been compared yet.
        Ok(mark) if files.is_claimed() && mark.as_deref().is_none_or(|mark| !files.is_claimed_as(mark)) => {
            tracing::warn!("the store of attachments has lost its mark");
            return Some(silent);
        }
        Ok(_) => {}
    }
    let folder = files.folder()?.to_owned();
    let written = tokio::task::spawn_blocking(move || write(&folder)).await;
    let reason = written.map_err(io::Error::other).flatten().err()?;
    tracing::warn!(%reason, "the folder of attachments accepts nothing");
    Some(if reason.kind() == ErrorKind::NotFound { FilesFault::Missing } else { FilesFault::NoWrites })
}

/// Writes a file without a name, of which nothing is left.
fn write(folder: &Path) -> io::Result<()> {
    let mut file = tempfile::tempfile_in(folder)?;
    file.write_all(&[0; WRITTEN])?;
    file.flush()
}
