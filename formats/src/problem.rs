//! What is wrong with a delivery, and where. Reasons are data: `words` puts them into sentences.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::format::Format;

/// How many problems of a weight are kept one by one; the others are counted.
pub const KEPT: usize = 1_000;
/// How many names of unknown attributes and functions are kept.
const NAMES: usize = 200;

/// What follows from a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// Nothing of the delivery may be used.
    Stops,
    /// One record is left out.
    Skips,
    /// Everything is used; somebody should look.
    Warns,
}

/// Where a problem is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file's name, with the name of the archive that holds it.
    pub file: String,
    /// Counted as an editor does, from 1.
    pub line: Option<u64>,
    /// The identifier of the record.
    pub record: Option<String>,
    /// The column, attribute or element.
    pub element: Option<String>,
}

impl Place {
    pub fn file(name: &str) -> Self {
        Self { file: name.to_owned(), ..Self::default() }
    }

    #[must_use]
    pub fn line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }

    #[must_use]
    pub fn record(self, record: &str) -> Self {
        Self { record: Some(shortened(record)), ..self }
    }

    #[must_use]
    pub fn element(self, element: &str) -> Self {
        Self { element: Some(shortened(element)), ..self }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub place: Place,
    pub weight: Weight,
    pub reason: Reason,
}

impl Problem {
    pub const fn stops(place: Place, reason: Reason) -> Self {
        Self { place, weight: Weight::Stops, reason }
    }

    pub const fn skips(place: Place, reason: Reason) -> Self {
        Self { place, weight: Weight::Skips, reason }
    }

    pub const fn warns(place: Place, reason: Reason) -> Self {
        Self { place, weight: Weight::Warns, reason }
    }
}

/// Why something is refused or looks wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    // The delivery.
    /// The folder or archive holds nothing that is known.
    NothingKnown,
    CannotRead,
    /// The file is another one than was asked for; its content says which.
    WrongFile {
        expected: Format,
        found: Format,
    },
    /// The name promises another kind of content.
    Misnamed {
        content: String,
    },
    Unknown {
        begins: String,
    },
    /// A format that has to be saved or unpacked as another one first.
    Unsupported(Container),
    MissingFile {
        name: String,
    },
    /// Part 0003 is there, 0002 is not.
    MissingPart {
        number: u32,
    },
    /// Files of several schools, projects or degrees that must be delivered apart.
    SeveralFeeds {
        names: Vec<String>,
    },
    /// The same file twice, or two parts with the same number.
    RepeatedFile,
    Superseded {
        by: NaiveDate,
    },
    /// A delivery that is not newer than the last one that was imported.
    Older {
        date: NaiveDate,
        last: NaiveDate,
    },
    NoDate,
    AcademyUnknown,
    SeveralAcademies {
        names: Vec<String>,
    },
    // Bounds of the archive.
    BrokenArchive,
    Encrypted,
    TooManyFiles {
        max: u64,
        found: u64,
    },
    FileTooLarge {
        max: u64,
    },
    TotalTooLarge {
        max: u64,
    },
    RatioTooHigh {
        max: u64,
    },
    // The text.
    BrokenEncoding,
    /// UTF-8 that was read as Windows-1252 and written again, such as Ã© for é; it was mended.
    Mended {
        value: String,
    },
    /// Some accents are written twice and others are not.
    MixedEncoding {
        value: String,
    },
    EmptyFile,
    // XML.
    NotXml {
        detail: String,
    },
    Truncated,
    TooDeep {
        max: u64,
    },
    PieceTooLong {
        max: u64,
    },
    /// A document type with declarations of its own, which are never followed.
    InternalDtd,
    UnknownEntity {
        name: String,
    },
    WrongRoot {
        found: String,
    },
    // Tables.
    /// No line of the beginning looks like a header; `found` is the line that comes nearest.
    NoHeader {
        found: Vec<String>,
        missing: Vec<String>,
    },
    RepeatedColumn,
    UnclosedQuote,
    WrongFieldCount {
        found: u64,
        expected: u64,
    },
    TooManyColumns {
        max: u64,
    },
    TooManyRows {
        max: u64,
    },
    /// A cell such as `#REF!` or a number where a text was expected to begin with zeros.
    BadCell {
        value: String,
    },
    // Values.
    Missing,
    TooLong {
        max: u64,
    },
    TooManyValues {
        max: u64,
    },
    ControlCharacter,
    NotAUai(String),
    NotADate(String),
    NotAnEmail(String),
    UnknownValue(String),
    WrongParts {
        value: String,
        expected: String,
    },
    /// `id` and the attribute that repeats it differ.
    IdentifierDiffers {
        id: String,
        attribute: String,
    },
    Duplicate {
        value: String,
    },
    /// Two spellings that differ only by case, accents, spaces or invisible signs.
    Twins {
        one: String,
        other: String,
    },
    UnknownSchool(String),
    UnknownPerson(String),
    UnknownClass(String),
    UnknownRequest(String),
    UnknownOperation(String),
    UnknownFunction {
        code: String,
    },
    /// A structure that is no school, such as a *rectorat*.
    NotASchool {
        kind: String,
    },
    OwnParent,
    NoSchoolChosen,
    WrongSchool {
        expected: String,
        found: String,
    },
    Manifest {
        line: String,
    },
    VersionUnsupported(String),
    DataWithoutManifest,
}

/// Containers that have to be changed into something else first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Container {
    Tar,
    Gzip,
    SevenZip,
    Rar,
    OldWorkbook,
    OpenDocument,
    Pdf,
    ArchiveInArchive,
}

/// All problems of a delivery: all are counted, and the first ones of each weight are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    kept: Vec<Problem>,
    totals: [u64; 3],
    unknown: BTreeMap<String, u64>,
    mended: u64,
}

impl Problems {
    pub fn add(&mut self, problem: Problem) {
        let total = &mut self.totals[problem.weight as usize];
        *total += 1;
        if *total <= KEPT as u64 {
            self.kept.push(problem);
        }
    }

    /// An attribute, column or code that is not known; it is only counted.
    pub fn unknown(&mut self, name: &str) {
        if let Some(count) = self.unknown.get_mut(name) {
            *count += 1;
        } else if self.unknown.len() < NAMES {
            self.unknown.insert(shortened(name), 1);
        }
    }

    /// By name, how often each unknown attribute, column or code was met.
    pub const fn unknown_names(&self) -> &BTreeMap<String, u64> {
        &self.unknown
    }

    /// The kept ones, in the order in which they were found.
    pub fn kept(&self) -> &[Problem] {
        &self.kept
    }

    pub const fn total(&self, weight: Weight) -> u64 {
        self.totals[weight as usize]
    }

    /// Whether nothing of the delivery may be used.
    pub const fn stops(&self) -> bool {
        self.total(Weight::Stops) > 0
    }

    /// A value with doubled accents was mended: the first is named, all are counted.
    pub fn mended(&mut self, place: Place, value: &str) {
        self.mended += 1;
        if self.mended == 1 {
            self.add(Problem::warns(place, Reason::Mended { value: shortened(value) }));
        }
    }

    pub const fn mended_total(&self) -> u64 {
        self.mended
    }
}

/// A wrong value as a problem repeats it: without control characters, at most 60 characters.
pub fn shortened(value: &str) -> String {
    domain::directory::Refusal::quote(value)
}
