use std::{fmt, io, path::Path};

use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// One of the four files, in the order in which they are read and reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Establishments,
    People,
    Memberships,
    Families,
}

impl FileKind {
    pub const ALL: [Self; 4] = [Self::Establishments, Self::People, Self::Memberships, Self::Families];

    /// Its name in a folder; also identifies uploads.
    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Establishments => "etablissements.csv",
            Self::People => "usagers.csv",
            Self::Memberships => "rattachements.csv",
            Self::Families => "familles.csv",
        }
    }

    /// The kind of file with this name, in upper or lower case.
    pub fn from_file_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.file_name().eq_ignore_ascii_case(name.trim()))
    }
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file_name())
    }
}

/// The files of one import, as bytes; cloning is cheap.
///
/// `people` and `memberships` are required. Without `establishments`, the schools of the database
/// are used; without `families`, the links between parents and children stay as they are.
#[derive(Clone, Debug, Default)]
pub struct Files {
    pub establishments: Option<Bytes>,
    pub people: Option<Bytes>,
    pub memberships: Option<Bytes>,
    pub families: Option<Bytes>,
}

impl Files {
    /// Reads those of the four files that `folder` contains. Fails when one cannot be read, or when
    /// `folder` is not a folder.
    pub async fn from_dir(folder: &Path) -> io::Result<Self> {
        if !tokio::fs::metadata(folder).await?.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, folder.display().to_string()));
        }
        let mut files = Self::default();
        for kind in FileKind::ALL {
            match tokio::fs::read(folder.join(kind.file_name())).await {
                Ok(bytes) => *files.slot(kind) = Some(bytes.into()),
                Err(missing) if missing.kind() == io::ErrorKind::NotFound => {}
                Err(other) => return Err(other),
            }
        }
        Ok(files)
    }

    pub fn get(&self, kind: FileKind) -> Option<&Bytes> {
        match kind {
            FileKind::Establishments => self.establishments.as_ref(),
            FileKind::People => self.people.as_ref(),
            FileKind::Memberships => self.memberships.as_ref(),
            FileKind::Families => self.families.as_ref(),
        }
    }

    /// Adds or replaces one file.
    pub fn set(&mut self, kind: FileKind, bytes: impl Into<Bytes>) {
        *self.slot(kind) = Some(bytes.into());
    }

    fn slot(&mut self, kind: FileKind) -> &mut Option<Bytes> {
        match kind {
            FileKind::Establishments => &mut self.establishments,
            FileKind::People => &mut self.people,
            FileKind::Memberships => &mut self.memberships,
            FileKind::Families => &mut self.families,
        }
    }
}
