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
    /// The store does not answer in time, or is another machine and not that of this database.
    Away,
    /// The store is another machine, and the folder of this one in which files wait for it accepts nothing.
    NoSpool,
    /// clamd does not answer, so that every file is refused.
    NoScanner,
}

impl FilesFault {
    /// It is a fault of this machine alone, and nothing is read with it. A server of others, or a full disk with
    /// the files of all, is missing for every process, and the portal is read without it; so it is where files
    /// cannot wait.
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::Missing)
    }
}

/// A monitor waits no longer than a few seconds.
const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes that are written to see whether the disk has space left.
const WRITTEN: usize = 4096;

/// What is wrong now with the store of attachments and with the virus scanner. The reasons go to the
/// log.
pub(crate) async fn faults(files: &Files, scanner: Option<&Scanner>) -> Vec<FilesFault> {
    let of_store = async {
        // A disk of the network that is gone holds a thread for each look at it.
        let Some(look) = files.look() else { return Some(FilesFault::Away) };
        let files = files.clone();
        let looked = tokio::spawn(async move {
            let fault = of_store(&files).await;
            drop(look);
            fault
        });
        let Ok(looked) = tokio::time::timeout(PATIENCE, looked).await else {
            tracing::warn!(patience = ?PATIENCE, "the store of attachments does not answer");
            return Some(FilesFault::Away);
        };
        looked.unwrap_or(Some(FilesFault::Away))
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

async fn of_store(files: &Files) -> Option<FilesFault> {
    let lost = if files.folder().is_some() { FilesFault::Missing } else { FilesFault::Away };
    match files.mark().await {
        Err(NotOurs::Unreachable(reason) | NotOurs::Foreign(reason)) => {
            tracing::warn!(reason, "the store of attachments cannot be read");
            return Some(lost);
        }
        // A store that was never reached has not been compared yet.
        Ok(mark) if files.is_claimed() && mark.as_deref().is_none_or(|mark| !files.is_claimed_as(mark)) => {
            tracing::warn!("the store of attachments has lost its mark");
            return Some(lost);
        }
        Ok(_) => {}
    }
    // Where files wait: the folder of the store itself, if it has one.
    let folder = files.spool().to_owned();
    let written = tokio::task::spawn_blocking(move || write(&folder)).await;
    let reason = written.map_err(io::Error::other).flatten().err()?;
    tracing::warn!(%reason, folder = %files.spool().display(), "the folder for files accepts nothing");
    Some(match reason.kind() {
        _ if files.folder().is_none() => FilesFault::NoSpool,
        ErrorKind::NotFound => FilesFault::Missing,
        _ => FilesFault::NoWrites,
    })
}

/// Writes a file without a name, of which nothing is left.
fn write(folder: &Path) -> io::Result<()> {
    let mut file = tempfile::tempfile_in(folder)?;
    file.write_all(&[0; WRITTEN])?;
    file.flush()
}

#[cfg(test)]
mod tests {
    use super::{FilesFault, faults};
    use crate::files::store::{Files, FilesSettings};

    #[test]
    fn only_what_other_processes_do_not_share_takes_one_out() {
        assert!(FilesFault::Missing.is_ours());
        for shared in [FilesFault::NoWrites, FilesFault::Away, FilesFault::NoSpool, FilesFault::NoScanner] {
            assert!(!shared.is_ours(), "{shared:?}");
        }
    }

    /// Without it, every upload is refused, however well the other machine does.
    #[tokio::test]
    async fn the_folder_in_which_files_wait_for_another_machine_is_looked_at() {
        let folder = tempfile::tempdir().expect("a folder");
        let elsewhere = |spool: &str| Files::default().with_spool(folder.path().join(spool));
        assert!(faults(&elsewhere(""), None).await.is_empty());
        assert_eq!(faults(&elsewhere("gone"), None).await, [FilesFault::NoSpool]);
    }

    #[tokio::test]
    async fn a_look_that_does_not_come_back_is_the_only_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = folder.path().to_string_lossy().into_owned();
        let files = Files::open(&FilesSettings { url, ..FilesSettings::default() }).expect("a store");
        assert!(faults(&files, None).await.is_empty());
        let look = files.look().expect("nobody looks");
        assert_eq!(faults(&files, None).await, [FilesFault::Away], "it answers at once");
        drop(look);
        assert!(faults(&files, None).await.is_empty());
    }
}
