values::coded! {
    /// canal. The code is the key in forms and the database.
    Channel {
        Announcement => "announcement",
        Message => "message",
        News => "news",
    }
}

impl Channel {
    /// The channels that can be composed; a right on another one opens no form yet.
    pub const COMPOSED: [Self; 2] = [Self::Announcement, Self::Message];

    /// The channels whose form takes files.
    pub const WITH_FILES: [Self; 1] = [Self::Message];
}
