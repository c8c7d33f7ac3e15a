use serde::{Deserialize, Serialize};

/// type d'annonce; a later variant stands above an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Information,
    Warning,
    Alert,
}

impl Severity {
    pub const ALL: [Self; 3] = [Self::Information, Self::Warning, Self::Alert];

    /// The key in forms and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Warning => "warning",
            Self::Alert => "alert",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.code() == code)
    }
}
