use std::fmt;

use serde::Serialize;

use crate::fields::{FieldProblem, has_forbidden_control};

/// *255 caractères max.*
pub const MAX_ANNOUNCEMENT_CHARACTERS: usize = 255;

/// texte de l'annonce: 1 to 255 characters, trimmed, line ends as `\n`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct AnnouncementText(String);

impl AnnouncementText {
    /// The count that the form shows and the server checks: Unicode characters (scalar values). A
    /// line end counts once, although browsers send two bytes for it.
    pub fn count(raw: &str) -> usize {
        raw.chars().count() - raw.matches("\r\n").count()
    }

    pub fn parse(raw: &str) -> Result<Self, FieldProblem> {
        let count = Self::count(raw);
        if count > MAX_ANNOUNCEMENT_CHARACTERS {
            return Err(FieldProblem::TooLong { count, max: MAX_ANNOUNCEMENT_CHARACTERS });
        }
        let text = raw.replace("\r\n", "\n").trim().to_owned();
        if text.is_empty() {
            return Err(FieldProblem::Required);
        }
        if has_forbidden_control(&text) {
            return Err(FieldProblem::ControlCharacter);
        }
        Ok(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AnnouncementText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
