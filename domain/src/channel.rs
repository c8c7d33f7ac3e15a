use crate::CommunicationId;

values::coded! {
    /// canal. The code is the key in forms and the database.
    Channel {
        Announcement => "announcement",
        Message => "message",
        News => "news",
    }
}

impl Channel {
    /// The channels that have a form; a right on another channel is not usable yet.
    pub const COMPOSED: [Self; 3] = [Self::Announcement, Self::Message, Self::News];

    /// The channels whose form takes files.
    pub const WITH_FILES: [Self; 2] = [Self::Message, Self::News];

    /// The page where readers read a communication of this channel.
    pub fn read_at(self, id: CommunicationId) -> String {
        match self {
            Self::Announcement => "/".to_owned(),
            Self::Message => "/messagerie".to_owned(),
            Self::News => format!("/actualites/{id}"),
        }
    }

    /// The channels whose form takes a picture.
    pub const WITH_PICTURES: [Self; 1] = [Self::News];

    /// The channels whose communications have a severity.
    pub const WITH_SEVERITY: [Self; 1] = [Self::Announcement];
}
