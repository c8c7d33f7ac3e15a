//! Reads bytes into a directory in memory in which every reference is valid.

mod cohorts;
mod decode;
mod establishments;
mod families;
mod memberships;
mod people;
mod refusals;
mod sheets;
mod table;
mod zones;

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeSet, HashMap},
};

use domain::directory::matches::Match;
use formats::Reason;

use super::{FileKind, Files, Phase, Progress, Remarks, RowRefusal, report::Dated};
pub(super) use cohorts::{CohortKey, Cohorts, Name, School};
pub(super) use establishments::EstablishmentRow;
pub(super) use establishments::{parse_uai, read as read_establishments};
pub(super) use memberships::as_head;
use memberships::{Known, Memberships};
pub(super) use people::{People, PersonRow, is_email};
pub(super) use refusals::Refusals;
pub(super) use sheets::read_with_sheets;
pub(super) use zones::zone_of;

/// The directory as the files describe it. People, cohorts and schools are identified by position.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// Empty when the file is not part of the import.
    pub(super) establishments: Vec<EstablishmentRow>,
    /// The UAI of every school, including those that only the database knows.
    pub(super) uais: Vec<String>,
    pub(super) people: People,
    pub(super) cohorts: Cohorts,
    /// (person, cohort) from `rattachements.csv`, sorted, each once; without those that parents get
    /// through their children.
    pub(super) memberships: Vec<(u32, u32)>,
    /// How the identifiers begin that the import is about; all others stay. None: it is about
    /// everybody.
    pub(super) prefixes: Vec<String>,
    /// The same with those of other files of the same program.
    pub(super) kin: Vec<String>,
    /// The schools that a delivery speaks of, by UAI, where others of the academy speak of other schools.
    /// `None`: it is about everybody whose identifier begins so.
    pub(super) scope: Option<BTreeSet<String>>,
    pub(super) remarks: Remarks,
    /// The school of a delivery of ONDE, and the children who may be one of several pupils.
    pub(super) matches: Option<(String, Vec<Match>)>,
    pub(super) delivered: Vec<Dated>,
    /// (parent, child), sorted, each once; `None` when the file is not part of the import.
    pub(super) links: Option<Vec<(u32, u32)>>,
}

/// Parses and checks the files; `stored_uais` are those of the database. Slow and blocking.
pub(super) fn read(
    files: &Files,
    stored_uais: Vec<String>,
    progress: &dyn Fn(Progress),
) -> (Wanted, Refusals) {
    let mut refusals = Refusals::default();
    let mut wanted = Wanted::default();
    let bar = Bar::new(files, progress);

    let present = files.length(FileKind::Establishments).is_some();
    let table = bar.file(files, FileKind::Establishments, |bytes, tick| {
        establishments::read(bytes, &mut refusals, tick)
    });
    let schools = match table.flatten() {
        Some((rows, uais)) => {
            wanted.establishments = rows;
            Some(schools(&mut wanted, uais, stored_uais))
        }
        None if present => None,
        None if stored_uais.is_empty() => {
            refusals.add(FileKind::Establishments, None, None, RowRefusal::MissingFile);
            None
        }
        None => Some(schools(&mut wanted, Vec::new(), stored_uais)),
    };
    let people = bar.file(files, FileKind::People, |bytes, tick| people::read(bytes, &mut refusals, tick));
    let has_people = people.is_some();
    let people = people.flatten();

    let known = Known { people: people.as_ref(), schools: schools.as_ref() };
    let memberships = bar.file(files, FileKind::Memberships, |bytes, tick| {
        memberships::read(bytes, known, &mut refusals, tick)
    });
    let has_memberships = memberships.is_some();
    let memberships = memberships.flatten();

    let students = memberships.as_ref().map(|memberships| memberships.students.as_slice());
    wanted.links = bar.file(files, FileKind::Families, |bytes, tick| {
        families::read(bytes, people.as_ref(), students, &mut refusals, tick)
    });
    let unreadable = bar.unreadable.into_inner();
    // Checked afterwards: a table may disappear while the others are read, and its people must not be
    // removed for that.
    for (kind, is_there) in [(FileKind::People, has_people), (FileKind::Memberships, has_memberships)] {
        if !is_there && !unreadable.contains(&kind) {
            refusals.add(kind, None, None, RowRefusal::MissingFile);
        }
    }
    for kind in unreadable {
        refusals.add(kind, None, None, RowRefusal::Delivery(Reason::CannotRead));
    }
    wanted.people = people.unwrap_or_default();
    let Memberships { pairs, cohorts, .. } = memberships.unwrap_or_default();
    wanted.memberships = pairs;
    wanted.cohorts = cohorts;
    (wanted, refusals)
}

/// Numbers the schools of the file and those of the database.
fn schools(wanted: &mut Wanted, in_file: Vec<String>, stored: Vec<String>) -> HashMap<String, School> {
    let mut positions = HashMap::new();
    for uai in in_file.into_iter().chain(stored) {
        let next = cohorts::position(wanted.uais.len());
        positions.entry(uai).or_insert_with_key(|uai| {
            wanted.uais.push(uai.clone());
            next
        });
    }
    positions
}

/// Adds up the bytes of all the files to show the progress.
struct Bar<'p> {
    progress: &'p dyn Fn(Progress),
    before: Cell<usize>,
    total: usize,
    /// Tables that are there, and cannot be read.
    unreadable: RefCell<Vec<FileKind>>,
}

impl<'p> Bar<'p> {
    fn new(files: &Files, progress: &'p dyn Fn(Progress)) -> Self {
        let total = FileKind::ALL.into_iter().filter_map(|kind| files.length(kind)).sum();
        let bar = Self { progress, before: Cell::new(0), total, unreadable: RefCell::default() };
        bar.tell(0);
        bar
    }

    /// Reads one file, if it is part of the import. Its bytes are freed before the next one.
    fn file<T>(
        &self,
        files: &Files,
        kind: FileKind,
        read: impl FnOnce(&[u8], &dyn Fn(usize)) -> T,
    ) -> Option<T> {
        let bytes = files.table(kind).unwrap_or_else(|_| {
            self.unreadable.borrow_mut().push(kind);
            None
        })?;
        let result = read(&bytes, &|done| self.tell(done));
        self.before.set(self.before.get() + bytes.len());
        self.tell(0);
        Some(result)
    }

    fn tell(&self, done: usize) {
        // A decoded file may be longer than its bytes.
        let done = (self.before.get() + done).min(self.total) as u64;
        (self.progress)(Progress { phase: Phase::Reading, done, total: self.total as u64 });
    }
}

#[cfg(test)]
mod tests;
