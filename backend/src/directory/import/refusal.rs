pub use domain::directory::Refusal;
use serde::{Deserialize, Serialize};
use words::Words;

use super::FileKind;

/// Something that the import refuses, where it is, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub file: FileKind,
    /// Counted as in an editor: the header is line 1. `None` when it concerns the whole file.
    pub line: Option<u64>,
    /// The column's name in the header; `None` when it concerns the whole line.
    pub column: Option<String>,
    pub refusal: Refusal,
}

impl Refused {
    /// `usagers.csv, ligne 12, colonne courriel : …`
    pub fn sentence(&self, words: &Words) -> String {
        words.directory.refused(&self.file.to_string(), self.line, self.column.as_deref(), &self.refusal)
    }
}
