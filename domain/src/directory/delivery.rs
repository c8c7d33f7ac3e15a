//! What may be wrong with the files of a directory, as they come from elsewhere.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What a file is, told by its content and never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A part of an AAF delivery, of the first or second degree.
    Aaf,
    SieclePupils,
    SiecleGuardians,
    SiecleStructures,
    SiecleNomenclature,
    /// Another export of SIECLE, which nothing here needs.
    SiecleOther,
    Sts,
    OndePupils,
    OndeGuardians,
    OndeTeachers,
    /// A file of a OneRoster package.
    OneRoster,
    /// Our own tables, also as a workbook.
    Schools,
    People,
    Memberships,
    Families,
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
    /// None of the schools of the delivery has any of the people whom the portal knows under
    /// identifiers that begin so: they came from somewhere else.
    OtherSchools {
        begins: String,
    },
    /// A school has people whose identifiers begin otherwise: nobody knows whether they are the same.
    OtherIdentifiers {
        school: String,
        people: u64,
    },
    /// Other deliveries of the same academy have people in other schools, who stay: the first schools,
    /// by name, how many there are, and their people who are not in this delivery.
    OthersStay {
        schools: Vec<String>,
        total: u64,
        people: u64,
    },
    /// Files of both degrees of AAF, which are read as two deliveries beside one another: how many of each.
    BothDegrees {
        first: u64,
        second: u64,
    },
    /// Files of several schools or projects that must be delivered apart.
    SeveralFeeds {
        names: Vec<String>,
    },
    /// The same file twice, or two parts with the same number.
    RepeatedFile,
    /// A second file of one kind, such as the pupils with their addresses and without: nobody knows which is
    /// the newer one.
    SameKind {
        first: String,
    },
    Superseded {
        by: NaiveDate,
    },
    /// A delivery that is not newer than the last one that was imported.
    Older {
        date: NaiveDate,
        last: NaiveDate,
    },
    NoDate,
    /// Changes came without the complete delivery that they change.
    DeltaWithoutBase,
    /// Files that belong to different formats are delivered together.
    SeveralFormats {
        found: Vec<Format>,
    },
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
    /// Sheets of one workbook that have the same columns: reading one would leave out the others.
    SeveralSheets {
        names: Vec<String>,
    },
    /// A sheet of a workbook of tables that is none of them.
    UnknownSheet {
        name: String,
        begins: String,
    },
    /// A cell such as `#REF!`.
    BadCell {
        value: String,
    },
    /// What a spreadsheet took for a number or a day, such as `6,00E+03` for the class 6E3.
    Converted {
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
    /// Attributes, functions and roles that no reader knows: the first ones, each with how often it came, and
    /// how many there are.
    UnknownNames {
        names: Vec<String>,
        total: u64,
    },
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
    /// A pupil in more classes or groups of a school than are taken over.
    TooManyGroups {
        max: u64,
    },
    /// Pupils whose day of entry is still to come, the first one on this day.
    NotYet {
        pupils: u64,
        from: NaiveDate,
    },
    /// Neither a national number nor a day of birth: only the name would say who it is.
    NoIdentifier,
    /// Who is meant cannot be told; nothing was guessed.
    Doubtful(String),
    NoSchoolChosen,
    WrongSchool {
        expected: String,
        found: String,
    },
    /// Of another school year than the files beside it, such as `2024-2025`.
    WrongYear {
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
