values::coded! {
    /// rôle. *Destinataire* means staff of the receiving school, not the readers. In the order of
    /// the columns of the matrix; the code is the key in files and the database.
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
    /// The roles that the head of a school has there without a grant.
    pub const HEAD_OF_ESTABLISHMENT: [Self; 2] = [Self::RecipientManager, Self::SenderAdministrator];

    /// *Émetteur*: a person who writes communications, or supervises them.
    pub const fn is_sender(self) -> bool {
        !matches!(self, Self::RecipientViewer | Self::RecipientManager)
    }
}
