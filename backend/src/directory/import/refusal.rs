pub use domain::directory::Refusal;
use serde::{Deserialize, Serialize};
use words::Words;

use super::FileKind;

/// One thing that the import refuses, where it stands and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub file: FileKind,
    /// As an editor counts: the header is line 1. `None` when it is about the whole file.
    pub line: Option<u64>,
    /// The header's name of the column; `None` when it is about the whole line.
    pub column: Option<String>,
    pub refusal: Refusal,
}

impl Refused {
    /// `usagers.csv, ligne 12, colonne courriel : …`
    pub fn sentence(&self, words: &Words) -> String {
        words.directory.refused(&self.file.to_string(), self.line, self.column.as_deref(), &self.refusal)
    }
}
