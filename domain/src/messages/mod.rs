//! *Messagerie*: what stands in somebody's inbox.

mod reply;
pub mod view;

pub use reply::{MAX_REPLY_CHARACTERS, ReplyText};
use serde::{Deserialize, Serialize};

/// Why a message stands in an inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// A communication on the channel *Messagerie ENT*.
    Communication,
    /// A reader's answer to an author.
    Reply,
    /// To those who have not taken note of a message.
    Reminder,
    /// The program tells what became of a communication.
    Notification,
}

impl MessageKind {
    pub const ALL: [Self; 4] = [Self::Communication, Self::Reply, Self::Reminder, Self::Notification];

    /// The key in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Communication => "communication",
            Self::Reply => "reply",
            Self::Reminder => "reminder",
            Self::Notification => "notification",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Where a message lies for one reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Folder {
    #[default]
    Inbox,
    Archive,
    /// Seen no more, but counted: that it was delivered stays true.
    Deleted,
}

impl Folder {
    /// Those that can be opened.
    pub const SHOWN: [Self; 2] = [Self::Inbox, Self::Archive];

    /// The key in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Inbox => "reception",
            Self::Archive => "archives",
            Self::Deleted => "supprimes",
        }
    }

    /// One of [`Self::SHOWN`]; the inbox for anything else.
    pub fn from_code(code: &str) -> Self {
        Self::SHOWN.into_iter().find(|folder| folder.code() == code).unwrap_or_default()
    }

    /// As the database stores it.
    pub const fn number(self) -> i32 {
        match self {
            Self::Inbox => 0,
            Self::Archive => 1,
            Self::Deleted => 2,
        }
    }

    pub fn from_number(number: i32) -> Option<Self> {
        [Self::Inbox, Self::Archive, Self::Deleted].into_iter().find(|folder| folder.number() == number)
    }
}
