/// What a change is about. Each topic has one counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Topic {
    /// Which announcements are shown, and their state.
    Board,
    /// Who is in which school.
    Directory,
    /// Who may do what.
    Access,
    /// Who is signed in.
    Sessions,
    /// The contents of inboxes.
    Messages,
}

pub const BOARD: Topic = Topic::Board;
pub const DIRECTORY: Topic = Topic::Directory;
pub const ACCESS: Topic = Topic::Access;
pub const SESSIONS: Topic = Topic::Sessions;
pub const MESSAGES: Topic = Topic::Messages;

impl Topic {
    pub const ALL: [Self; 5] = [Self::Board, Self::Directory, Self::Access, Self::Sessions, Self::Messages];

    /// As the database stores it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Directory => "directory",
            Self::Access => "access",
            Self::Sessions => "sessions",
            Self::Messages => "messages",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.code() == code)
    }
}
