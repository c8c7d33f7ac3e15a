use std::fmt;

use serde::Serialize;

use crate::{
    fields::FieldProblem,
    text::{cleaned, shows_nothing},
};

/// *255 caractères max.*
pub const MAX_ANNOUNCEMENT_CHARACTERS: usize = 255;

/// texte de l'annonce: 1 to 255 characters, trimmed, line ends as `\n`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct AnnouncementText(String);

impl AnnouncementText {
    /// The count that the form shows and the server checks: Unicode characters (scalar values) of the
    /// cleaned text. A line end counts once, although browsers send two bytes for it.
    pub fn count(raw: &str) -> usize {
        cleaned(raw).chars().count()
    }

    pub fn parse(raw: &str) -> Result<Self, FieldProblem> {
        let text = cleaned(raw);
        let count = text.chars().count();
        if count > MAX_ANNOUNCEMENT_CHARACTERS {
            return Err(FieldProblem::TooLong { count, max: MAX_ANNOUNCEMENT_CHARACTERS });
        }
        if shows_nothing(&text) {
            return Err(FieldProblem::Required);
        }
        Ok(Self(text.trim().to_owned()))
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
