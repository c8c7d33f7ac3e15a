//! The files of an import by name, size and digest, so that an administrator can compare them with
//! what they meant to send, and a night with the night before.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use formats::Limits;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{FileKind, Files, Origin};

/// Bytes that are read at a time.
const BUFFER: usize = 64 * 1024;

/// One file of an import.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileDigest {
    pub name: String,
    pub bytes: u64,
    /// SHA-256 in hexadecimal digits.
    pub sha256: String,
    /// It was given as one of our four tables, and not as a part of a delivery.
    #[serde(default)]
    pub table: bool,
}

impl Files {
    /// Its files in the order of their names. Fails when one cannot be read, or when a folder has more
    /// than an import takes.
    pub async fn digests(&self) -> io::Result<Vec<FileDigest>> {
        let files = self.clone();
        let read = tokio::task::spawn_blocking(move || digests(&files)).await;
        read.map_err(io::Error::other)?
    }
}

fn digests(files: &Files) -> io::Result<Vec<FileDigest>> {
    let mut found = match files.delivery.as_ref().map(|delivery| &delivery.from) {
        Some(Origin::Path(path)) if path.is_dir() => folder(path)?,
        Some(Origin::Path(path)) => vec![file(path)?],
        Some(Origin::Uploaded(uploaded)) => {
            uploaded.iter().map(|(name, bytes)| in_memory(name, bytes)).collect()
        }
        None => FileKind::ALL.into_iter().filter_map(|kind| table(files, kind)).collect::<io::Result<_>>()?,
    };
    found.sort();
    Ok(found)
}

/// One of our four tables; `None` if it is not part of the import.
fn table(files: &Files, kind: FileKind) -> Option<io::Result<FileDigest>> {
    let digest = match files.get(kind) {
        Some(bytes) => Ok(in_memory(kind.file_name(), bytes)),
        None => file(&files.place(kind)?),
    };
    Some(digest.map(|digest| FileDigest { table: true, ..digest }))
}

/// The files that [`formats::archive::Source::folder`] reads.
fn folder(path: &Path) -> io::Result<Vec<FileDigest>> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let path = entry?.path();
        let hidden = path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."));
        if path.is_file() && !hidden {
            paths.push(path);
        }
        if paths.len() > Limits::default().files {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "too many files"));
        }
    }
    paths.iter().map(|path| file(path)).collect()
}

fn file(path: &Path) -> io::Result<FileDigest> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; BUFFER];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(&buffer[..read]);
        bytes += read as u64;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(FileDigest { name, bytes, sha256: hex::encode(hasher.finalize()), table: false })
}

fn in_memory(name: &str, bytes: &[u8]) -> FileDigest {
    let sha256 = hex::encode(Sha256::digest(bytes));
    FileDigest { name: name.to_owned(), bytes: bytes.len() as u64, sha256, table: false }
}

#[cfg(test)]
mod tests {
    use super::super::{Delivery, FileKind, Files, Origin};

    #[tokio::test]
    async fn files_are_named_with_their_digests() {
        let mut files = Files::default();
        files.set(FileKind::People, "abc");
        let digests = files.digests().await.expect("digests");
        let [digest] = digests.as_slice() else { panic!("{digests:?}") };
        assert_eq!((digest.name.as_str(), digest.bytes, digest.table), ("usagers.csv", 3, true));
        assert_eq!(digest.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let named_alike = Origin::Uploaded(vec![("usagers.csv".to_owned(), "abc".into())]);
        let delivery = Some(Delivery { from: named_alike, school: None, in_charge: false });
        let digests = Files { delivery, ..Files::default() }.digests().await.expect("digests");
        assert!(!digests[0].table, "a file of a delivery, whatever it is called");
        let missing = Origin::Path("no/such/folder".into());
        let delivery = Some(Delivery { from: missing, school: None, in_charge: false });
        assert!(Files { delivery, ..Files::default() }.digests().await.is_err());
    }

    #[tokio::test]
    async fn tables_of_a_folder_are_read_when_their_turn_comes() {
        let folder = tempfile::tempdir().expect("a folder");
        for (kind, text) in [(FileKind::People, "abc"), (FileKind::Memberships, "de")] {
            std::fs::write(folder.path().join(kind.file_name()), text).expect("a table");
        }
        let files = Files::from_path(folder.path(), None, false).await.expect("files");
        assert!(files.delivery.is_none() && files.get(FileKind::People).is_none(), "not held");
        assert_eq!((files.held_bytes(), files.length(FileKind::Memberships)), (None, Some(2)));
        assert_eq!(files.table(FileKind::People).expect("a table").as_deref(), Some(b"abc".as_slice()));
        assert_eq!(
            (files.length(FileKind::Families), files.table(FileKind::Families).ok()),
            (None, Some(None))
        );
        let digests = files.digests().await.expect("digests");
        let named: Vec<(&str, bool)> = digests.iter().map(|one| (one.name.as_str(), one.table)).collect();
        assert_eq!(named, [("rattachements.csv", true), ("usagers.csv", true)]);
        for (name, is_delivery) in [("lisez-moi.txt", false), (".notes.csv", false), ("familles.xlsx", true)]
        {
            std::fs::write(folder.path().join(name), "x").expect("a file");
            let files = Files::from_path(folder.path(), None, false).await.expect("files");
            assert_eq!(files.delivery.is_some(), is_delivery, "{name}");
        }
    }
}
