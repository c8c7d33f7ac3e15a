//! The errors of a form, field by field.

mod read;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    severity::Severity,
    text::{breaks_line, cleaned, shows_nothing},
};

/// Why a field is refused. The page turns it into a sentence in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
pub enum FieldProblem {
    #[error("required")]
    Required,
    #[error("{count} characters, at most {max}")]
    TooLong { count: usize, max: usize },
    #[error("contains a control character")]
    ControlCharacter,
    #[error("not one of the choices")]
    UnknownChoice,
    #[error("makes no sense for the chosen profiles")]
    NotForProfile,
    #[error("not a day")]
    NotADate,
    #[error("line {line} is no holiday")]
    NotAHoliday { line: usize },
    #[error("not a time of day")]
    NotATime,
    #[error("the last day is before the first")]
    LastBeforeFirst,
    #[error("the last day is in the past")]
    InThePast,
    #[error("longer than {max_days} days")]
    PeriodTooLong { max_days: u32 },
    #[error("not an http(s) address")]
    NotAWebAddress,
    #[error("not the origin of a site")]
    NotAnOrigin,
    #[error("a prefix without a sign that ends it")]
    PrefixWithoutEnd,
    #[error("not a public key that is accepted")]
    NotAPublicKey,
    #[error("a private key, which must stay where it is")]
    PrivateKey,
    #[error("at least one target")]
    NoTarget,
    #[error("at most {max} targets")]
    TooManyTargets { max: usize },
    #[error("outside the perimeter")]
    OutsidePerimeter,
    #[error("at most {max} people")]
    TooManyPeople { max: usize },
    #[error("{count} of the people are not in these schools")]
    PeopleOutside { count: usize },
    #[error("reaches nobody")]
    ReachesNobody,
    #[error("above {most:?}, the highest that the rights allow")]
    SeverityTooHigh { most: Severity },
    #[error("public, but not for everybody in the schools")]
    NotForEverybody,
    #[error("held already")]
    AlreadyHeld,
    #[error("in the list already")]
    AlreadyListed,
    #[error("asked for already")]
    AlreadyAsked,
    #[error("at most {max} within a day")]
    TooManyRequests { max: usize },
    #[error("at most {max} new ones within a day")]
    TooManyToday { max: usize },
    #[error("at most {max}")]
    AtMost { max: usize },
    #[error("at least one criterion")]
    NoCriterion,
    #[error("{count} characters, at least {min}")]
    TooShort { count: usize, min: usize },
    #[error("too easy to guess")]
    TooGuessable,
    #[error("the two differ")]
    NotTheSame,
    #[error("the password is wrong")]
    WrongPassword,
    #[error("the code is wrong")]
    WrongCode,
    /// Perhaps because it has more or fewer letters and digits than a code.
    #[error("no coupon has this code of {count} letters and digits; codes have {max}")]
    NoCoupon { count: usize, max: usize },
    #[error("somebody else has it")]
    AlreadyTaken,
    #[error("more than one line")]
    SeveralLines,
    #[error("not a number from {min} to {max}")]
    NotANumber { min: u32, max: u32 },
    #[error("the end is not after the beginning")]
    EndBeforeStart,
    #[error("the event is longer than {max_days} days")]
    EventTooLong { max_days: u32 },
    #[error("more than {max} occurrences")]
    TooManyOccurrences { max: u16 },
    #[error("no occurrence is left")]
    NoOccurrence,
    #[error("the agenda holds {max} events already")]
    TooManyEvents { max: u64 },
    #[error("the agenda would hold more than {max} dates")]
    TooManyDates { max: u64 },
    #[error("somebody changed it meanwhile")]
    ChangedMeanwhile,
    #[error("somebody changed these settings meanwhile")]
    SettingsChanged,
    #[error("other people read it than when the form was opened")]
    ReadersChanged,
    #[error("at most {max} files")]
    TooManyFiles { max: usize },
    #[error("{name}: over {max_megabytes} MB")]
    FileTooLarge { name: String, max_megabytes: u64 },
    #[error("{name}: empty")]
    FileEmpty { name: String },
    #[error("{name}: not a kind that is accepted")]
    FileNotAccepted { name: String },
    #[error("{name}: not what its name says")]
    FileMismatch { name: String },
    #[error("{name}: protected by a password")]
    FileProtected { name: String },
    #[error("{name}: infected")]
    FileInfected { name: String },

    #[error("{0}")]
    Picture(PictureProblem),
    #[error("both versions are in one language")]
    SameLanguage,
    #[error("a file was not sent")]
    FileNotSent,
    /// Sending it again would not help.
    #[error("a file was refused")]
    FileRefused,
    /// Without scripts, a button must be pressed to attach a chosen file.
    #[error("too many files wait in drafts")]
    TooManyUnsentFiles,
    #[error("a file was chosen, and not joined")]
    FileNotJoined,
}

/// What is wrong with a picture, or with the text that replaces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum PictureProblem {
    #[error("{name}: not a picture of a kind that is accepted")]
    NotAccepted { name: String },
    #[error("{name}: the picture cannot be read")]
    Unreadable { name: String },
    #[error("{name}: too many pixels")]
    TooManyPixels { name: String },
    /// A picture needs a text that replaces it, or must be marked as decoration.
    #[error("no alternative text")]
    NoAlternative,
    #[error("the alternative text is the name of a file")]
    AlternativeIsFileName,
}

/// Refused fields by the `id` of their control on the page, such as `texte` or `cible-2-niveaux`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldErrors(pub BTreeMap<String, FieldProblem>);

impl FieldErrors {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps the first problem of a field: one message per field is enough.
    pub fn add(&mut self, field: impl Into<String>, problem: FieldProblem) {
        self.0.entry(field.into()).or_insert(problem);
    }

    pub fn get(&self, field: &str) -> Option<&FieldProblem> {
        self.0.get(field)
    }

    /// `Some(value)`, or the problem noted under `field` and `None`.
    pub fn keep<T>(&mut self, field: &str, result: Result<T, FieldProblem>) -> Option<T> {
        result.map_err(|problem| self.add(field, problem)).ok()
    }
}

/// Text of several lines: 1 to `max` characters, cleaned and trimmed.
///
/// # Errors
/// When there is none to see, or too much.
pub fn parse_text(raw: &str, max: usize) -> Result<String, FieldProblem> {
    let text = optional_text(raw, max)?;
    if text.is_empty() { Err(FieldProblem::Required) } else { Ok(text) }
}

/// Like [`parse_text`]; empty if there is nothing to see.
///
/// # Errors
/// When it is too long.
pub fn optional_text(raw: &str, max: usize) -> Result<String, FieldProblem> {
    let text = cleaned(raw);
    let text = text.trim();
    if shows_nothing(text) {
        return Ok(String::new());
    }
    let count = text.chars().count();
    if count > max { Err(FieldProblem::TooLong { count, max }) } else { Ok(text.to_owned()) }
}

/// A title: 1 to `max` characters, cleaned and trimmed, on one line.
///
/// # Errors
/// What is wrong with it.
pub fn parse_line(raw: &str, max: usize) -> Result<String, FieldProblem> {
    let text = optional_line(raw, max)?;
    if text.is_empty() { Err(FieldProblem::Required) } else { Ok(text) }
}

/// Like [`parse_line`]; empty if there is nothing to see.
///
/// # Errors
/// When it is too long, or on several lines.
pub fn optional_line(raw: &str, max: usize) -> Result<String, FieldProblem> {
    // A word processor breaks the lines of a title too; the line break of a form is another matter.
    let raw: String = raw.chars().map(|c| if breaks_line(c) { ' ' } else { c }).collect();
    let text = optional_text(&raw, max)?;
    if text.contains('\n') { Err(FieldProblem::SeveralLines) } else { Ok(text) }
}

/// Control characters other than line end and tab: no keyboard types them, and `PostgreSQL`
/// refuses the first of them (NUL).
pub fn has_forbidden_control(text: &str) -> bool {
    text.chars().any(|c| c.is_control() && c != '\n' && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cleaned_before_it_is_counted() {
        assert_eq!(parse_text("\u{200b}a\u{b}b\u{200b}", 3), Ok("a\nb".to_owned()));
        assert_eq!(parse_text("abc", 2), Err(FieldProblem::TooLong { count: 3, max: 2 }));
        assert_eq!(
            parse_line(" Sortie\u{b}de fin d’année\u{c} ", 50),
            Ok("Sortie de fin d’année".to_owned())
        );
        assert_eq!(parse_line("a\r\nb", 50), Err(FieldProblem::SeveralLines));
    }

    #[test]
    fn what_shows_nothing_is_missing() {
        for blank in ["", " \n\t", "\u{200b}", "\u{200d}\u{200e}", "\u{2800}\u{3164}", "\0\u{b}"] {
            assert_eq!(parse_text(blank, 9), Err(FieldProblem::Required), "{blank:?}");
            assert_eq!(parse_line(blank, 9), Err(FieldProblem::Required), "{blank:?}");
            assert_eq!(optional_line(blank, 9), Ok(String::new()), "{blank:?}");
        }
    }
}
