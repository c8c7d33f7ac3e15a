use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use domain::directory::Format;
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

    pub const fn format(self) -> Format {
        match self {
            Self::Establishments => Format::Schools,
            Self::People => Format::People,
            Self::Memberships => Format::Memberships,
            Self::Families => Format::Families,
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

/// How the names of files end that directories come in.
const ENDINGS: [&str; 9] = ["csv", "tsv", "xlsx", "xlsm", "xls", "ods", "numbers", "xml", "zip"];

/// Whether a folder has such files besides our tables: a table as a workbook, or with a capital letter. Then all
/// of them are told by their content, so that none is missed without a word.
async fn has_others(folder: &Path) -> io::Result<bool> {
    let mut entries = tokio::fs::read_dir(folder).await?;
    while let Some(entry) = entries.next_entry().await? {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let is_table = FileKind::ALL.iter().any(|kind| *kind.file_name() == *name);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_likely = ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known));
        let is_hidden = name.starts_with(['.', '~']);
        if is_likely && !is_table && !is_hidden && !entry.file_type().await?.is_dir() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The files of one import, as bytes or as the place where they are; cloning is cheap.
///
/// `people` and `memberships` are required. Without `establishments`, the schools of the database
/// are used; without `families`, the links between parents and children stay as they are.
#[derive(Clone, Debug, Default)]
pub struct Files {
    pub establishments: Option<Bytes>,
    pub people: Option<Bytes>,
    pub memberships: Option<Bytes>,
    pub families: Option<Bytes>,
    /// Where the others of the four are: each is read when its turn comes, because the tables of a
    /// region would take a hundred megabytes while they are compared.
    pub folder: Option<PathBuf>,
    /// Files as they come from elsewhere; then the four above are not read.
    pub delivery: Option<Delivery>,
}

/// Files of any format, which are told by their content.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub from: Origin,
    /// The school, where the files do not say it (ONDE).
    pub school: Option<String>,
    /// Whether *personnes en charge* count as parents.
    pub in_charge: bool,
}

#[derive(Clone, Debug)]
pub enum Origin {
    /// A folder, a zip, or one file.
    Path(PathBuf),
    /// Names and contents.
    Uploaded(Vec<(String, Bytes)>),
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

    /// The files of a folder, a zip, or a single file: our four tables under their names and nothing else, or a
    /// delivery. Fails when `path` cannot be read.
    pub async fn from_path(path: &Path, school: Option<String>, in_charge: bool) -> io::Result<Self> {
        if tokio::fs::metadata(path).await?.is_dir() {
            let mut is_own = false;
            for kind in [FileKind::People, FileKind::Memberships, FileKind::Families] {
                match tokio::fs::File::open(path.join(kind.file_name())).await {
                    Ok(_) => is_own = true,
                    Err(missing) if missing.kind() == io::ErrorKind::NotFound => {}
                    Err(other) => return Err(other),
                }
            }
            if is_own && !has_others(path).await? {
                return Ok(Self { folder: Some(path.to_owned()), ..Self::default() });
            }
        }
        let from = Origin::Path(path.to_owned());
        Ok(Self { delivery: Some(Delivery { from, school, in_charge }), ..Self::default() })
    }

    pub fn get(&self, kind: FileKind) -> Option<&Bytes> {
        match kind {
            FileKind::Establishments => self.establishments.as_ref(),
            FileKind::People => self.people.as_ref(),
            FileKind::Memberships => self.memberships.as_ref(),
            FileKind::Families => self.families.as_ref(),
        }
    }

    /// One of the four tables; blocks while it is read.
    pub(super) fn table(&self, kind: FileKind) -> io::Result<Option<Bytes>> {
        match (self.get(kind), self.place(kind)) {
            (Some(bytes), _) => Ok(Some(bytes.clone())),
            (None, Some(path)) => std::fs::read(path).map(|bytes| Some(bytes.into())),
            (None, None) => Ok(None),
        }
    }

    /// Where a table is that is not held; `None` if it is not there.
    pub(super) fn place(&self, kind: FileKind) -> Option<PathBuf> {
        let path = self.folder.as_ref()?.join(kind.file_name());
        path.exists().then_some(path)
    }

    /// The bytes of a table; `None` if it is not part of the import.
    pub(super) fn length(&self, kind: FileKind) -> Option<usize> {
        let of_file = |path: PathBuf| std::fs::metadata(path).map_or(0, |found| found.len());
        let of_file = |path| usize::try_from(of_file(path)).unwrap_or(usize::MAX);
        self.get(kind).map(Bytes::len).or_else(|| self.place(kind).map(of_file))
    }

    /// The bytes that it holds; `None` where it names a place in which the files are.
    pub fn held_bytes(&self) -> Option<usize> {
        if self.folder.is_some() {
            return None;
        }
        let delivered = match self.delivery.as_ref().map(|delivery| &delivery.from) {
            None => 0,
            Some(Origin::Path(_)) => return None,
            Some(Origin::Uploaded(files)) => files.iter().map(|(_, bytes)| bytes.len()).sum(),
        };
        let tables = FileKind::ALL.into_iter().filter_map(|kind| self.get(kind)).map(Bytes::len);
        Some(delivered + tables.sum::<usize>())
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
