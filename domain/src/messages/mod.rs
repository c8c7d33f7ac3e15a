//! *Messagerie*: the messages in a person's inbox.

mod notice;
mod reply;
pub mod view;

pub use notice::{Leads, Notice, OwnChange, OwnWork};
pub use reply::{MAX_REPLY_CHARACTERS, ReplyText};

values::coded! {
    /// Why a message is in an inbox. The code is the key in the database.
    MessageKind {
        /// A communication on the channel *Messagerie ENT*.
        Communication => "communication",
        /// A reader's answer to an author.
        Reply => "reply",
        /// To those who have not taken note of a message.
        Reminder => "reminder",
        /// To those who had seen a text before it was corrected.
        Correction => "correction",
        /// The program reports an event of a communication.
        Notification => "notification",
        /// A school writes to the author of a communication that it received.
        Contact => "contact",
    }
}

values::coded! {
    /// What an e-mail about an alert says. The code is the key in the queue.
    AlertNews {
        Published => "alert",
        /// To those who had it by e-mail, as the next ones.
        Corrected => "alert_corrected",
        Cancelled => "alert_cancelled",
        Over => "alert_over",
    }
}

/// How long a deleted message can be taken back.
pub const DELETED_DAYS: i64 = 30;

values::numbered! {
    /// The folder of a message for one reader.
    #[derive(Default)]
    Folder {
        #[default]
        Inbox = 0,
        Archive = 1,
        /// Shown for [`DELETED_DAYS`] in a folder of its own, and still counted as delivered.
        Deleted = 2,
    }
}

impl Folder {
    /// The folders that can be opened.
    pub const SHOWN: [Self; 3] = [Self::Inbox, Self::Archive, Self::Deleted];

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
