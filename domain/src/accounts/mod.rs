//! Accounts of the portal: passwords, sessions, second factors, as far as pages need them.

pub mod batch;
pub mod people;
pub mod view;

use serde::{Deserialize, Serialize};

use crate::fields::FieldProblem;

/// Shorter passwords are easy to guess.
pub const MIN_PASSWORD_CHARACTERS: usize = 12;
/// Longer passwords only cost the server time.
pub const MAX_PASSWORD_CHARACTERS: usize = 200;
/// The lowest score that a new password may have.
pub const MIN_PASSWORD_SCORE: u8 = 3;

/// How many recovery codes are made at a time.
pub const RECOVERY_CODES: usize = 10;

/// Checks the length of a password, in Unicode characters.
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
    /// Whether the password will be accepted.
    pub fn is_enough(&self) -> bool {
        self.score >= MIN_PASSWORD_SCORE && self.characters >= MIN_PASSWORD_CHARACTERS
    }
}

/// What makes a password weak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Advice {
    /// One of the passwords that attackers try first.
    Common,
    /// A single word, or a name.
    Word,
    /// Repeated characters or words.
    Repeat,
    /// `abcd`, `1234`, neighbours on the keyboard.
    Sequence,
    /// A date or a year.
    Date,
}
