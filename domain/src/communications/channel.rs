use serde::{Deserialize, Serialize};

/// canal
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Announcement,
    Message,
    News,
}

impl Channel {
    pub const ALL: [Self; 3] = [Self::Announcement, Self::Message, Self::News];

    /// The channels that can be composed; a right on another one opens no form yet.
    pub const COMPOSED: [Self; 2] = [Self::Announcement, Self::Message];

    /// The key in forms and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Announcement => "announcement",
            Self::Message => "message",
            Self::News => "news",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}
