use std::collections::BTreeSet;

use domain::directory::Format;
use formats::{
    Place, Problem, Problems,
    aaf::part_of_name,
    archive::{Entry, Source},
    problem::Reason,
    recognise::{on_sheets, recognise_entry},
    sheet::is_workbook,
};

use super::{super::FileKind, MAX_TABLE};

/// Formats that are delivered together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    Aaf,
    Siecle,
    Onde,
    OneRoster,
    /// Our own tables alone.
    Own,
}

/// How much of a file says whether it is a workbook.
const START: u64 = 4 << 10;
/// What people put beside tables and exports to read or to look at.
const TO_READ: [&str; 16] = [
    "txt", "md", "pdf", "htm", "html", "rtf", "doc", "docx", "odt", "pages", "pptx", "odp", "png", "jpg",
    "jpeg", "url",
];

/// Whether a file that no reader knows can be no table nor export that somebody saved in another form.
pub(super) fn is_to_read(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    TO_READ.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// The family that the files belong to. Two families at once are refused, because they may contradict
/// each other. Files of no known format are named; those that are only to be read are left out.
pub(super) fn sort(source: &mut Source) -> Result<(Family, Problems), Problems> {
    let mut found: BTreeSet<Format> = BTreeSet::new();
    let mut unknown = Problems::default();
    for entry in source.entries().to_vec() {
        match recognise_entry(source, &entry) {
            Ok(format) => {
                found.insert(format);
            }
            Err(_) if part_of_name(&entry.name).is_some() => {
                found.insert(Format::Aaf);
            }
            Err(problem) => {
                if is_to_read(&entry.name) {
                    source.leave_out(&entry);
                }
                unknown.add(problem);
            }
        }
    }
    let families: BTreeSet<Family> = found.iter().filter_map(|format| family(*format)).collect();
    let mut families = families.into_iter();
    match (families.next(), families.next()) {
        (Some(family), None) => Ok((family, unknown)),
        (None, _) if found.contains(&Format::Schools) => Ok((Family::Own, unknown)),
        (None, _) => {
            unknown.add(Problem::stops(Place::default(), Reason::NothingKnown));
            Err(unknown)
        }
        (Some(_), Some(_)) => {
            let found = found.into_iter().collect();
            let mut problems = Problems::default();
            problems.add(Problem::stops(Place::default(), Reason::SeveralFormats { found }));
            Err(problems)
        }
    }
}

/// Which of our own tables a file is, by its content.
pub(super) fn table(source: &mut Source, entry: &Entry) -> Option<FileKind> {
    kind(recognise_entry(source, entry).ok()?)
}

/// Which of our own tables a file holds: a workbook may have one on each sheet. Then its sheets that are none of
/// them are named, as files are.
pub(super) fn tables(source: &mut Source, entry: &Entry, unknown: &mut Problems) -> Vec<FileKind> {
    let one = table(source, entry);
    let start = source.start(entry, START).unwrap_or_default();
    let workbook = one.filter(|_| is_workbook(&start) == Ok(true));
    let workbook = workbook.and_then(|_| source.bytes(entry, MAX_TABLE).ok());
    let sheets = workbook.map(|bytes| on_sheets(&bytes)).unwrap_or_default();
    let kinds: Vec<FileKind> = sheets.tables.into_iter().filter_map(kind).collect();
    if kinds.is_empty() {
        return one.into_iter().collect();
    }
    for reason in sheets.others.into_iter().filter(|_| kinds.len() > 1) {
        unknown.add(Problem::warns(Place::file(&entry.path), reason));
    }
    kinds
}

const fn kind(format: Format) -> Option<FileKind> {
    match format {
        Format::Schools => Some(FileKind::Establishments),
        Format::People => Some(FileKind::People),
        Format::Memberships => Some(FileKind::Memberships),
        Format::Families => Some(FileKind::Families),
        _ => None,
    }
}

/// `None` for the table of schools, which may stand beside any format.
const fn family(format: Format) -> Option<Family> {
    match format {
        Format::Aaf => Some(Family::Aaf),
        Format::SieclePupils
        | Format::SiecleGuardians
        | Format::SiecleStructures
        | Format::SiecleNomenclature
        | Format::SiecleOther
        | Format::Sts => Some(Family::Siecle),
        Format::OndePupils | Format::OndeGuardians | Format::OndeTeachers => Some(Family::Onde),
        Format::OneRoster => Some(Family::OneRoster),
        Format::People | Format::Memberships | Format::Families => Some(Family::Own),
        Format::Schools => None,
    }
}
