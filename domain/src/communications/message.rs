use std::fmt;

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use serde::Serialize;

use super::{RichText, has_forbidden_control};
use crate::{
    fields::FieldProblem,
    time::{Millis, instant_at},
};

pub const MAX_SUBJECT_CHARACTERS: usize = 150;

/// What a message of *Messagerie ENT* says, and how it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMessage {
    pub subject: MessageSubject,
    pub body: RichText,
    pub send_at: SendAt,
    /// *Je souhaite recevoir la communication sur ma messagerie lors de sa publication*
    pub copy_to_author: bool,
    /// Whether readers may answer its author.
    pub reply_allowed: bool,
    pub acknowledgement: Acknowledgement,
}

/// objet: 1 to 150 characters, trimmed, on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct MessageSubject(String);

impl MessageSubject {
    pub fn parse(raw: &str) -> Result<Self, FieldProblem> {
        let text = raw.trim();
        let count = text.chars().count();
        if text.is_empty() {
            return Err(FieldProblem::Required);
        }
        if count > MAX_SUBJECT_CHARACTERS {
            return Err(FieldProblem::TooLong { count, max: MAX_SUBJECT_CHARACTERS });
        }
        if text.contains(['\n', '\r']) {
            return Err(FieldProblem::SeveralLines);
        }
        if has_forbidden_control(text) {
            return Err(FieldProblem::ControlCharacter);
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MessageSubject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// date d'envoi
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SendAt {
    Now,
    /// On the wall clock of the sender's establishment.
    Later(NaiveDateTime),
}

impl SendAt {
    pub fn instant(self, now: Millis, zone: Tz) -> Millis {
        match self {
            Self::Now => now,
            Self::Later(local) => instant_at(local, zone),
        }
    }
}

values::coded! {
    /// accusé de lecture: whether readers are asked to confirm that they took note. The code is the
    /// key in forms and the database.
    #[derive(Default)]
    Acknowledgement {
        #[default]
        None => "none",
        /// In a family one guardian is enough; everybody else confirms for themselves.
        AnyGuardian => "any_guardian",
        /// Each reader confirms.
        Each => "each",
    }
}

impl Acknowledgement {
    pub fn is_asked(self) -> bool {
        self != Self::None
    }
}
