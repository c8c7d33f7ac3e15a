use domain::PersonId;

use super::Caller;

/// Who is noted as having seen something: the reader who opens a page, and nobody when a browser
/// loads the page in advance. Every note about reading is made for a `Seer`, so that one rule holds
/// for messages, announcements, news, articles, events and what a school received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seer(Option<PersonId>);

impl Seer {
    /// The person to note, if anybody looks.
    pub const fn person(self) -> Option<PersonId> {
        self.0
    }
}

impl From<&Caller> for Seer {
    fn from(caller: &Caller) -> Self {
        Self((!caller.in_advance).then_some(caller.person))
    }
}

/// For somebody who says themselves that they saw it.
impl From<PersonId> for Seer {
    fn from(person: PersonId) -> Self {
        Self(Some(person))
    }
}
