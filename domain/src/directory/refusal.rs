use serde::{Deserialize, Serialize};

use super::Profile;

/// Characters of a wrong value that a sentence repeats.
const QUOTED: usize = 60;

/// Why the import of a directory refuses a line or a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    MissingFile,
    EmptyFile,
    /// Most of the file is UTF-8, this line is not.
    BrokenEncoding,
    MissingColumn,
    RepeatedColumn,
    /// A value that begins on this line with a quotation mark goes on to the end of the file.
    UnclosedQuote,
    WrongFieldCount {
        found: u64,
        expected: u64,
    },
    Empty,
    TooLong {
        max: u64,
        found: u64,
    },
    ControlCharacter,
    NotAUai(String),
    UnknownTimeZone(String),
    NotAnEmail(String),
    UnknownProfile(String),
    /// A level for a head of school, a subject for a pupil …
    MakesNoSense(Profile),
    /// The same key stands on an earlier line.
    Duplicate {
        value: String,
        first_line: u64,
    },
    UnknownEstablishment(String),
    UnknownPerson(String),
    OwnParent,
    /// Named as a child, but no line makes a pupil of this person.
    NotAStudent(String),
    /// The people named are all who administer the portal, and none of them is in the file.
    NoAdministratorLeft(String),
}

impl Refusal {
    /// The value as a sentence repeats it: short, and without anything that moves a terminal.
    pub fn quote(value: &str) -> String {
        let shown = value.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
        if value.chars().count() > QUOTED {
            shown.take(QUOTED).chain(['…']).collect()
        } else {
            shown.collect()
        }
    }
}
