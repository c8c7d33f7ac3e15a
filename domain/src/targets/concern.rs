//! Why a communication, or a right given to a population, no longer does what it was meant to.

use serde::{Deserialize, Serialize};

values::coded! {
    /// What a name in a target is a name of.
    NameKind {
        Profile => "profile",
        Level => "level",
        SubLevel => "sub_level",
        Function => "function",
        Subject => "subject",
        Class => "class",
        Group => "group",
    }
}

/// One reason. It is stored with what it names, as it was called when it was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Concern {
    /// It reaches nobody.
    Nobody,
    /// Its author has left the directory.
    AuthorGone,
    /// Its author no longer has the right to send it.
    RightGone,
    /// Its author still has the right, but no longer up to its severity.
    SeverityLowered,
    /// The right of its author is suspended until there is a second factor.
    RightSuspended,
    /// Its period was over before it could be published: nobody saw it.
    TooLate,
    /// The author no longer has the right in this school, which has left the perimeter.
    SchoolLeft { school: String },
    /// The author still has the right in this school, but no longer up to its severity.
    SeverityLoweredIn { school: String },
    /// It reaches nobody in this school any more.
    NobodyIn { school: String },
    /// A name in its targets that the directory no longer has: in this school, or in none of its
    /// schools. For a profile, `name` is its national code.
    NameGone { of: NameKind, name: String, school: Option<String> },
}

/// What becomes of the communication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was not sent and will not be.
    Failed,
    /// It goes on as far as it can.
    GoesOn,
}

impl Concern {
    /// Whether it is about who sent it, and not about whom it reaches.
    pub const fn is_about_author(&self) -> bool {
        matches!(self, Self::AuthorGone | Self::RightGone | Self::SeverityLowered | Self::RightSuspended)
    }
}

#[cfg(test)]
mod tests {
    use super::{Concern, NameKind};

    #[test]
    fn a_stored_concern_is_read_back() {
        let gone = Concern::NameGone { of: NameKind::Level, name: "2de".into(), school: None };
        let stored = r#"{"kind":"name_gone","of":"level","name":"2de","school":null}"#;
        assert_eq!(serde_json::to_string(&gone).expect("JSON"), stored);
        assert_eq!(serde_json::from_str::<Concern>(stored).expect("a concern"), gone);
    }
}
