use serde::{Deserialize, Serialize};

/// rôle. *Destinataire* is staff of the receiving school, not whoever reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    SenderNews,
    SenderAnnouncement,
    SenderViewer,
    SenderMessage,
    SenderManager,
    SenderAdministrator,
    RecipientViewer,
    RecipientManager,
}

impl Role {
    /// In the order of the columns of the matrix.
    pub const ALL: [Self; 8] = [
        Self::SenderNews,
        Self::SenderAnnouncement,
        Self::SenderViewer,
        Self::SenderMessage,
        Self::SenderManager,
        Self::SenderAdministrator,
        Self::RecipientViewer,
        Self::RecipientManager,
    ];

    /// What the head of a school has on it without being granted it.
    pub const HEAD_OF_ESTABLISHMENT: [Self; 2] = [Self::RecipientManager, Self::SenderAdministrator];

    /// *Émetteur*: somebody who says something to others, or watches what is said.
    pub const fn is_sender(self) -> bool {
        !matches!(self, Self::RecipientViewer | Self::RecipientManager)
    }

    /// The key in files and the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SenderNews => "sender_news",
            Self::SenderAnnouncement => "sender_announcement",
            Self::SenderViewer => "sender_viewer",
            Self::SenderMessage => "sender_message",
            Self::SenderManager => "sender_manager",
            Self::SenderAdministrator => "sender_administrator",
            Self::RecipientViewer => "recipient_viewer",
            Self::RecipientManager => "recipient_manager",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}
