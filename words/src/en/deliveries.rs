//! What is wrong with files of a directory as they come from elsewhere.

use domain::directory::{Container, Format, Reason};

use super::{
    dates::date,
    numbers::{self, bytes, number},
};

/// One sentence without its full stop.
pub(super) fn reason(reason: &Reason) -> String {
    delivery(reason)
        .or_else(|| origin(reason))
        .or_else(|| bounds(reason))
        .or_else(|| text(reason))
        .or_else(|| table(reason))
        .or_else(|| value(reason))
        .unwrap_or_else(|| reference(reason))
}

/// `the parents exported by SIECLE`
pub(super) const fn format(format: Format) -> &'static str {
    match format {
        Format::Aaf => "a file of AAF",
        Format::SieclePupils => "the pupils exported by SIECLE",
        Format::SiecleGuardians => "the parents exported by SIECLE",
        Format::SiecleStructures => "the classes exported by SIECLE",
        Format::SiecleNomenclature => "the nomenclatures exported by SIECLE",
        Format::SiecleOther => "an export of SIECLE that the directory does not need",
        Format::Sts => "the export of STS-WEB",
        Format::OndePupils => "the pupils extracted from ONDE",
        Format::OndeGuardians => "the parents extracted from ONDE",
        Format::OndeTeachers => "the teachers extracted from ONDE",
        Format::OneRoster => "a file of OneRoster",
        Format::Schools => "the list of schools (etablissements.csv)",
        Format::People => "the list of people (usagers.csv)",
        Format::Memberships => "the list of memberships (rattachements.csv)",
        Format::Families => "the list of families (familles.csv)",
    }
}

const fn container(container: Container) -> &'static str {
    match container {
        Container::Tar => "a .tar archive",
        Container::Gzip => "a .gz file",
        Container::SevenZip => "a .7z archive",
        Container::Rar => "a .rar archive",
        Container::OldWorkbook => "an old .xls workbook",
        Container::OpenDocument => "an .ods workbook",
        Container::Pdf => "a PDF document",
        Container::ArchiveInArchive => "an archive in an archive, or a workbook",
    }
}

/// What to do with it.
const fn instead(container: Container) -> &'static str {
    match container {
        Container::Tar | Container::SevenZip | Container::Rar | Container::Gzip => "unpack it",
        Container::OldWorkbook | Container::OpenDocument => "save it as .csv or as .xlsx",
        Container::Pdf => "it cannot be read; export these data again, as a table (.csv or .xlsx)",
        Container::ArchiveInArchive => "unpack it, or save its sheet as .csv",
    }
}

fn delivery(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::NothingKnown => "no file of a directory was recognised in it".to_owned(),
        Reason::CannotRead => "this file or folder cannot be read".to_owned(),
        Reason::WrongFile { expected, found } => {
            format!("this is {}, and not {}: put each file in its place", format(*found), format(*expected))
        }
        Reason::Misnamed { content } => format!("its name does not say what it contains ({content})"),
        Reason::Unknown { begins } => format!("this file is not recognised; it begins with “{begins}”"),
        Reason::UnknownSheet { name, begins } => format!(
            "the sheet “{name}” of this workbook is not recognised, and not read; it begins with “{begins}”"
        ),
        Reason::Unsupported(of) => format!("this is {}: {}", container(*of), instead(*of)),
        Reason::MissingFile { name } => format!("the file {name} is missing"),
        Reason::MissingPart { number } => format!("part {number:04} is missing before this one"),
        Reason::BothDegrees { first, second } => format!(
            "two deliveries are in it together, of primary schools (files: {}) and of secondary schools (files: {}): they are read side by side",
            number(*first),
            number(*second)
        ),
        Reason::SeveralFeeds { names } => {
            format!("several deliveries are mixed ({}): import them separately", names.join(", "))
        }
        Reason::SeveralFormats { found } => {
            let found: Vec<&str> = found.iter().map(|of| format(*of)).collect();
            format!("several formats are mixed ({}): import them separately", found.join(", "))
        }
        Reason::SameKind { first } => {
            format!("it contains the same as “{first}”: remove the older one of the two files")
        }
        Reason::RepeatedFile => "this file is in it twice".to_owned(),
        Reason::Superseded { by } => {
            format!("left out: the delivery of {} is newer", date(*by))
        }
        Reason::Older { date: made, last } => {
            format!("this delivery is dated {}, and the last one imported {}", date(*made), date(*last))
        }
        Reason::NoDate => "the names of the files do not say the date of the delivery".to_owned(),
        Reason::DeltaWithoutBase => {
            "these are only changes: put the complete delivery that comes before them beside them (AAF: the files “…_Complet_…”; OneRoster: the archive of the whole package)".to_owned()
        }
        _ => return None,
    })
}

fn origin(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::AcademyUnknown => {
            "no school says which education district (académie) it belongs to".to_owned()
        }
        Reason::SeveralAcademies { names } => {
            format!(
                "it names several education districts ({}); the one with the most schools is used",
                names.join(", ")
            )
        }
        Reason::NoSchoolChosen => {
            "these files do not say which school they are from: give its UAI code first".to_owned()
        }
        Reason::WrongSchool { expected, found } => {
            format!("this file is from the school {found}, and the others from {expected}")
        }
        Reason::WrongYear { expected, found } => format!(
            "this file is for the school year {found}, and the others for {expected}: export them all for the same year"
        ),
        Reason::DataWithoutManifest => {
            "manifest.csv is missing: without it, this is a version of OneRoster before 1.1".to_owned()
        }
        Reason::VersionUnsupported(version) => {
            format!("version “{version}” of OneRoster: only 1.1 and 1.2 are read")
        }
        _ => return None,
    })
}

fn bounds(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::BrokenArchive => "this archive is damaged or incomplete: download it again".to_owned(),
        Reason::Encrypted => "this archive is protected by a password".to_owned(),
        Reason::TooManyFiles { max, found } => {
            format!("{} files, where at most {} are allowed", number(*found), number(*max))
        }
        Reason::FileTooLarge { max } => format!("this file is larger than {}", bytes(*max)),
        Reason::TotalTooLarge { max } => format!("the files together are larger than {}", bytes(*max)),
        Reason::RatioTooHigh { max } => {
            format!("unpacked, this file becomes more than {} times larger", number(*max))
        }
        Reason::TooDeep { max } => format!("more than {} elements are inside each other", number(*max)),
        Reason::PieceTooLong { max } => format!("an element is larger than {}", bytes(*max)),
        Reason::TooManyColumns { max } => format!("more than {} columns", number(*max)),
        Reason::TooManyRows { max } => format!("more than {} rows", number(*max)),
        Reason::TooManyValues { max } => format!("more than {} values", number(*max)),
        Reason::TooLong { max } => format!("more than {} characters", number(*max)),
        _ => return None,
    })
}

fn text(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::BrokenEncoding => {
            "the accented letters of this file are damaged (encoding): export it again".to_owned()
        }
        Reason::Mended { value } => {
            format!("accents were encoded twice (“{value}”) and were mended")
        }
        Reason::MixedEncoding { value } => {
            format!("some accents are encoded twice (“{value}”) and others are not")
        }
        Reason::EmptyFile => "this file is empty".to_owned(),
        Reason::NotXml { detail } if detail.is_empty() => "this is not valid XML".to_owned(),
        Reason::NotXml { detail } => format!("this is not valid XML (“{detail}”)"),
        Reason::Truncated => "this file stops before its end: download or export it again".to_owned(),
        Reason::InternalDtd => "this file declares entities of its own, which is refused".to_owned(),
        Reason::UnknownEntity { name } => format!("unknown entity: “{name}”"),
        Reason::WrongRoot { found } => {
            format!("this XML file begins with “{found}”, which is not expected here")
        }
        Reason::ControlCharacter => "control character in the value".to_owned(),
        _ => return None,
    })
}

fn table(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::NoHeader { found, missing } => format!(
            "no line at the beginning has the expected columns; missing: {}; columns found: {}",
            missing.join(", "),
            found.join(", ")
        ),
        Reason::RepeatedColumn => "this column is in the header twice".to_owned(),
        Reason::UnclosedQuote => "a quotation mark is never closed".to_owned(),
        Reason::WrongFieldCount { found, expected } => {
            let values = if *found == 1 { "value" } else { "values" };
            format!("{} {values} instead of the {} of the header", number(*found), number(*expected))
        }
        Reason::SeveralSheets { names } => format!(
            "several sheets of this workbook have these columns ({}): join them into one, or hide those that are not meant",
            names.join(", ")
        ),
        Reason::BadCell { value } => format!("a cell contains an error: “{value}”"),
        Reason::Converted { value } => format!(
            "“{value}” was converted by a spreadsheet: give the column the format Text and type the value again"
        ),
        Reason::Manifest { line } => format!("manifest.csv and the files contradict each other: “{line}”"),
        _ => return None,
    })
}

fn value(reason: &Reason) -> Option<String> {
    Some(match reason {
        Reason::Missing => "this value is missing".to_owned(),
        Reason::NotAUai(value) => {
            format!("“{value}” is not a UAI code (seven digits and a letter)")
        }
        Reason::NotADate(value) => format!("“{value}” is not a date"),
        Reason::NotAnEmail(value) => format!("“{value}” is not an email address"),
        Reason::UnknownValue(value) => format!("unknown value: “{value}”"),
        Reason::WrongParts { value, expected } => {
            format!("“{value}” does not have the expected form: {expected}")
        }
        Reason::IdentifierDiffers { id, attribute } => {
            format!("this record has two different identifiers, “{id}” and “{attribute}”")
        }
        Reason::Duplicate { value } => format!("“{value}” is in it twice"),
        Reason::Twins { one, other } => {
            format!("“{one}” and “{other}” differ only by their spelling")
        }
        _ => return None,
    })
}

fn reference(reason: &Reason) -> String {
    match reason {
        Reason::UnknownSchool(value) => format!("no school with a UAI code answers to “{value}”, neither here nor in the directory"),
        Reason::UnknownPerson(value) => format!("the person “{value}” is named, but these files have no whole record of them"),
        Reason::UnknownClass(value) => format!("the class “{value}” is named, but not described in these files"),
        Reason::UnknownNames { names, total } => format!(
            "this version does not know: {}{}",
            names.join(", "),
            if (names.len() as u64) < *total { "…" } else { "" }
        ),
        Reason::UnknownRequest(value) => format!("“{value}” is not allowed in a delivery of this kind"),
        Reason::UnknownOperation(value) => format!("unknown operation “{value}”: only “replace” is read"),
        Reason::UnknownFunction { code } => format!("unknown job: “{code}”"),
        Reason::NotASchool { kind } => format!("this is not a school: “{kind}”"),
        Reason::Doubtful(about) => {
            format!("“{about}”: it is not certain who is meant, and nothing was guessed")
        }
        Reason::OwnParent => "the parent and the child are the same person".to_owned(),
        Reason::OtherSchools { begins } => format!(
            "none of the people already known under the identifiers “{begins}…” is in the schools of this delivery: they come from somewhere else, and would all be removed"
        ),
        Reason::OtherIdentifiers { school, people } => format!(
            "“{school}” already has {} under other identifiers: if they are the same people, they will be listed twice",
            numbers::people(*people)
        ),
        Reason::OthersStay { schools, total, people } => format!(
            "other deliveries of the same education district stay as they are: {}, {} ({}{})",
            numbers::people(*people),
            numbers::establishments(*total),
            schools.join(", "),
            if (schools.len() as u64) < *total { "…" } else { "" }
        ),
        Reason::TooManyGroups { max } => {
            format!("more than {} classes or groups for one pupil: only the first ones are taken over", number(*max))
        }
        Reason::NotYet { pupils, from } => {
            let enter = if *pupils < 2 { "pupil enters" } else { "pupils enter" };
            format!(
                "{} {enter} only on {} or later: import these files again on that day",
                number(*pupils),
                date(*from)
            )
        }
        Reason::NoIdentifier => {
            "neither a national number (INE) nor a date of birth: the name alone is not enough, the pupil is left out"
                .to_owned()
        }
        _ => "this file cannot be read".to_owned(),
    }
}
