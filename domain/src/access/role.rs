values::coded! {
    /// rôle. *Destinataire* is staff of the receiving school, not whoever reads. In the order of the
    /// columns of the matrix; the code is the key in files and the database.
    Role {
        SenderNews => "sender_news",
        SenderAnnouncement => "sender_announcement",
        SenderViewer => "sender_viewer",
        SenderMessage => "sender_message",
        SenderManager => "sender_manager",
        SenderAdministrator => "sender_administrator",
        RecipientViewer => "recipient_viewer",
        RecipientManager => "recipient_manager",
    }
}

impl Role {
    /// What the head of a school has on it without being granted it.
    pub const HEAD_OF_ESTABLISHMENT: [Self; 2] = [Self::RecipientManager, Self::SenderAdministrator];

    /// *Émetteur*: somebody who says something to others, or watches what is said.
    pub const fn is_sender(self) -> bool {
        !matches!(self, Self::RecipientViewer | Self::RecipientManager)
    }
}
