//! Texts that were corrected after they had been published: what they said before stays.

use serde::{Deserialize, Serialize};

use crate::time::Stamp;

values::coded! {
    /// What can be corrected. The code is the key in the database.
    VersionedKind {
        Announcement => "announcement",
        News => "news",
        Message => "message",
        Article => "article",
        Event => "event",
    }
}

/// A text that can be corrected: its kind, and the number of the communication, article or event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Versioned {
    pub kind: VersionedKind,
    pub id: i64,
}

/// How often one text may be corrected.
pub const MAX_CORRECTIONS: i32 = 100;

/// How the stretches of a text are formatted, one after the other: the number of characters, and a code
/// that is the same for what looks the same.
pub type Formats = Vec<(u32, u32)>;

/// What people read: a title, which may be empty, and plain text of several lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    pub title: String,
    pub text: String,
    /// Empty when it is not known, or nothing can be formatted.
    pub formats: Formats,
}

/// A run of words of a text that was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Run {
    Same(String),
    Removed(String),
    Added(String),
    /// The words stay; their formatting changed.
    Reformatted(String),
}

/// An old and a new wording in one, word by word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    pub title: Vec<Run>,
    pub text: Vec<Run>,
}

/// *Corrigé le … à …*, as one reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// When it was corrected last.
    pub at: Stamp,
    /// Whose clock `at` is on, in the reader's words, where that has to be said.
    #[serde(default)]
    pub zone: Option<String>,
    /// What changed since this reader saw it first; `None` for a reader who saw only the present
    /// text.
    pub changes: Option<Marked>,
}

impl Corrected {
    #[must_use]
    pub fn on_clock_of(self, zone: Option<String>) -> Self {
        Self { zone, ..self }
    }
}

/// One correction, as the people who may see everything read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// 1 for the first one.
    pub number: i32,
    pub at: Stamp,
    pub by: String,
    pub changes: Marked,
}
