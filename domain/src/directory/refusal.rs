use serde::{Deserialize, Serialize};

use super::{Profile, Reason};

/// How many characters of a wrong value an error message repeats.
const QUOTED: usize = 60;

/// Why the import of a directory refuses a line or a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowRefusal {
    MissingFile,
    EmptyFile,
    /// The file is mostly UTF-8, but this line is not.
    BrokenEncoding,
    /// UTF-8 that was read as Windows-1252 and written again: this value has Ã© for é.
    DoubledEncoding(String),
    /// A workbook or archive that cannot be read as a table.
    NotATable,
    /// No line of the beginning has the columns; these cells stand where the header should be.
    NoHeader(Vec<String>),
    MissingColumn,
    RepeatedColumn,
    /// A quoted value that begins on this line is never closed.
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
    /// An earlier line has the same key.
    Duplicate {
        value: String,
        first_line: u64,
    },
    /// Two spellings of one name, which differ only by case or accents.
    Twin {
        value: String,
        other: String,
    },
    UnknownEstablishment(String),
    UnknownPerson(String),
    OwnParent,
    /// Named as a child, but no line says that this person is a pupil.
    NotAStudent(String),
    /// These people are the only administrators of the portal, and none of them is in the file.
    NoAdministratorLeft(String),
    /// What is wrong with files of another format, or with a file in the place of another one.
    Delivery(Reason),
}

impl RowRefusal {
    /// The value for an error message: shortened, and without control characters for a terminal.
    pub fn quote(value: &str) -> String {
        let shown = value.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
        if value.chars().count() > QUOTED {
            shown.take(QUOTED).chain(['…']).collect()
        } else {
            shown.collect()
        }
    }
}

/// A file that an import refuses as a whole, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedFile {
    pub name: String,
    pub why: RowRefusal,
}
