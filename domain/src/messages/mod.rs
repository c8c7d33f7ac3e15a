//! *Messagerie*: what stands in somebody's inbox.

mod notice;
mod reply;
pub mod view;

pub use notice::Notice;
pub use reply::{MAX_REPLY_CHARACTERS, ReplyText};

values::coded! {
    /// Why a message stands in an inbox. The code is the key in the database.
    MessageKind {
        /// A communication on the channel *Messagerie ENT*.
        Communication => "communication",
        /// A reader's answer to an author.
        Reply => "reply",
        /// To those who have not taken note of a message.
        Reminder => "reminder",
        /// The program tells what became of a communication.
        Notification => "notification",
    }
}

values::numbered! {
    /// Where a message lies for one reader.
    #[derive(Default)]
    Folder {
        #[default]
        Inbox = 0,
        Archive = 1,
        /// Seen no more, but counted: that it was delivered stays true.
        Deleted = 2,
    }
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
}
