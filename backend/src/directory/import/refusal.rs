use std::fmt;

pub use domain::directory::RowRefusal;
use serde::{Deserialize, Serialize};
use words::Words;

use super::FileKind;

/// How many refusals a report lists one by one; the others are only counted.
pub const KEPT_REFUSALS: usize = 1_000;

/// The file that a refusal is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FileName {
    Table(FileKind),
    /// A file of a delivery, with the name of the archive that holds it.
    Delivered(String),
}

impl From<FileKind> for FileName {
    fn from(kind: FileKind) -> Self {
        Self::Table(kind)
    }
}

impl PartialEq<FileKind> for FileName {
    fn eq(&self, other: &FileKind) -> bool {
        matches!(self, Self::Table(kind) if kind == other)
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(kind) => f.write_str(kind.file_name()),
            Self::Delivered(name) => f.write_str(name),
        }
    }
}

/// Something that the import refuses, where it is, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    pub file: FileName,
    /// Counted as in an editor: the header is line 1. `None` when it concerns the whole file.
    pub line: Option<u64>,
    /// The column's name in the header; `None` when it concerns the whole line.
    pub column: Option<String>,
    pub refusal: RowRefusal,
}

impl RefusedRow {
    /// `usagers.csv, ligne 12, colonne courriel : …`
    pub fn sentence(&self, words: &Words) -> String {
        words.directory.refused(&self.file.to_string(), self.line, self.column.as_deref(), &self.refusal)
    }
}

/// What somebody should look at although the import goes on: all are counted, the first ones kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Remarks {
    pub listed: Vec<RefusedRow>,
    pub total: u64,
}

impl Remarks {
    pub(super) fn add(&mut self, remark: RefusedRow) {
        self.total += 1;
        if self.listed.len() < KEPT_REFUSALS {
            self.listed.push(remark);
        }
    }
}
