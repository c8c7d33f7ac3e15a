//! Own accounts: passwords, sessions, second factors, as far as pages need to know.

pub mod view;

use serde::{Deserialize, Serialize};

use crate::fields::FieldProblem;

/// Shorter ones are guessed.
pub const MIN_PASSWORD_CHARACTERS: usize = 12;
/// Longer ones only keep a server busy.
pub const MAX_PASSWORD_CHARACTERS: usize = 200;
/// The least score that a new password must have.
pub const MIN_PASSWORD_SCORE: u8 = 3;

/// How long a password is, in Unicode characters.
///
/// # Errors
/// [`FieldProblem::Required`], `TooShort` or `TooLong`.
pub fn check_password_length(password: &str) -> Result<(), FieldProblem> {
    match password.chars().count() {
        0 => Err(FieldProblem::Required),
        count if count < MIN_PASSWORD_CHARACTERS => {
            Err(FieldProblem::TooShort { count, min: MIN_PASSWORD_CHARACTERS })
        }
        count if count > MAX_PASSWORD_CHARACTERS => {
            Err(FieldProblem::TooLong { count, max: MAX_PASSWORD_CHARACTERS })
        }
        _ => Ok(()),
    }
}

/// How hard a password is to guess (zxcvbn).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Strength {
    /// 0 (at once) to 4 (never).
    pub score: u8,
    /// Unicode characters.
    pub characters: usize,
    pub advice: Option<Advice>,
}

impl Strength {
    /// Whether it will be taken.
    pub fn is_enough(&self) -> bool {
        self.score >= MIN_PASSWORD_SCORE && self.characters >= MIN_PASSWORD_CHARACTERS
    }
}

/// What makes a password weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Advice {
    /// Among those that everybody tries first.
    Common,
    /// A word that stands alone, or a name.
    Word,
    /// Repeated characters or words.
    Repeat,
    /// `abcd`, `1234`, neighbours on the keyboard.
    Sequence,
    /// A date or a year.
    Date,
}
