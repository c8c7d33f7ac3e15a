use std::collections::BTreeMap;

use super::Table;
use crate::{
    Limits, Place, Problem, Problems, Reason,
    problem::shortened,
    sheet::{Column, for_each_line},
    text::day,
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    V1_1,
    #[default]
    V1_2,
}

/// How a file is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Absent,
    /// The file is the whole truth.
    Bulk,
    /// The file has what changed.
    Delta,
}

/// The values of a row by column; empty ones are left out.
pub type CsvRow = BTreeMap<&'static str, String>;

/// A value of a row, or nothing.
pub(super) fn text<'r>(row: &'r CsvRow, column: &str) -> &'r str {
    row.get(column).map_or("", String::as_str)
}

/// What `manifest.csv` says.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    pub(super) version: Version,
    modes: BTreeMap<String, Mode>,
}

impl Manifest {
    pub(super) fn read(bytes: &[u8], file: &str, limits: Limits, problems: &mut Problems) -> Self {
        let columns = [Column::required("propertyName", &[]), Column::required("value", &[])];
        let mut manifest = Self::default();
        let mut version = None;
        for_each_line(bytes, file, &columns, limits, problems, &mut |line, problems| {
            let (name, value) = (line.get(0), line.get(1));
            let place = Place::file(file).line(line.number);
            if name.eq_ignore_ascii_case("oneroster.version") {
                version = Some(value.to_owned());
            } else if let Some(stem) = name.strip_prefix("file.") {
                let mode = match value.to_ascii_lowercase().as_str() {
                    "absent" => Mode::Absent,
                    "bulk" => Mode::Bulk,
                    "delta" => Mode::Delta,
                    _ => {
                        return problems
                            .add(Problem::stops(place, Reason::Manifest { line: shortened(value) }));
                    }
                };
                manifest.modes.insert(stem.to_ascii_lowercase(), mode);
            }
        });
        match version.as_deref().map(|version| (version.starts_with("1.2"), version.starts_with("1.1"))) {
            Some((true, _)) => manifest.version = Version::V1_2,
            Some((_, true)) => manifest.version = Version::V1_1,
            _ => {
                let found = shortened(version.as_deref().unwrap_or_default());
                problems.add(Problem::stops(Place::file(file), Reason::VersionUnsupported(found)));
            }
        }
        manifest
    }

    fn mode(&self, table: Table) -> Mode {
        self.modes.get(&table.stem().to_ascii_lowercase()).copied().unwrap_or(Mode::Absent)
    }
}

/// The rows of the files, by `sourcedId`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    pub version: Version,
    tables: BTreeMap<Table, (BTreeMap<String, CsvRow>, Delivered)>,
    /// First day and the day after the last one of each term or year, as written.
    sessions: BTreeMap<String, [String; 2]>,
    /// When the latest of its changes was made; whole packages seldom say it.
    newest: String,
}

/// How the rows of a table came, and who of them is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Delivered {
    delta: bool,
    gone: Vec<String>,
}

impl Package {
    /// The rows of a file, by `sourcedId`.
    pub fn rows(&self, table: Table) -> impl Iterator<Item = (&String, &CsvRow)> {
        self.tables.get(&table).into_iter().flat_map(|(rows, _)| rows)
    }

    /// Whether a file has only what changed since an earlier package.
    pub fn has_changes(&self) -> bool {
        self.tables.values().any(|(_, delivered)| delivered.delta)
    }

    pub(super) fn row(&self, table: Table, id: &str) -> Option<&CsvRow> {
        self.tables.get(&table)?.0.get(id)
    }

    pub(super) fn session(&self, id: &str) -> Option<&[String; 2]> {
        self.sessions.get(id)
    }

    /// Terms and years. They only say which classes are over, so what is wrong with the file stops nothing.
    pub(super) fn add_sessions(&mut self, file: &str, bytes: &[u8], limits: Limits) {
        let columns = ["sourcedId", "startDate", "endDate"].map(|name| Column::required(name, &[]));
        for_each_line(bytes, file, &columns, limits, &mut Problems::default(), &mut |line, _| {
            let days = [line.get(1).to_owned(), line.get(2).to_owned()];
            self.sessions.insert(line.get(0).to_owned(), days);
        });
    }

    pub(super) fn add(
        &mut self,
        table: Table,
        file: &str,
        bytes: &[u8],
        manifest: &Manifest,
        limits: Limits,
        problems: &mut Problems,
    ) {
        let columns = table.columns();
        let mut rows: BTreeMap<String, CsvRow> = BTreeMap::new();
        let mut gone = Vec::new();
        let mut has_status = false;
        let read = for_each_line(bytes, file, &columns, limits, problems, &mut |line, problems| {
            let id = line.get(0);
            let place = Place::file(file).line(line.number);
            if id.is_empty() {
                return problems.add(Problem::skips(place.element("sourcedId"), Reason::Missing));
            }
            let status = line.get(1).to_ascii_lowercase();
            has_status |= !status.is_empty();
            let changed = line.get(2);
            if changed > self.newest.as_str() && changed.starts_with(|sign: char| sign.is_ascii_digit()) {
                changed.clone_into(&mut self.newest);
            }
            // Version 1.0 called it otherwise, and some programs still do.
            if matches!(status.as_str(), "tobedeleted" | "inactive") {
                // Also who was changed further up: of two changes the later one counts.
                rows.remove(id);
                gone.push(id.to_owned());
                return;
            }
            let values = (3..columns.len()).map(|at| (columns[at].name, line.get(at).to_owned()));
            let row: CsvRow = values.filter(|(_, value)| !value.is_empty()).collect();
            if rows.insert(id.to_owned(), row).is_some() {
                problems.add(Problem::warns(place, Reason::Duplicate { value: shortened(id) }));
            }
        });
        if !read {
            return;
        }
        let mode = manifest.mode(table);
        if rows.is_empty() && gone.is_empty() {
            // A file without rows would mean that everybody has left.
            return problems.add(Problem::stops(Place::file(file), Reason::EmptyFile));
        }
        // Where manifest and rows disagree, the rows are right.
        let delta = has_status && mode != Mode::Bulk || mode == Mode::Delta;
        if mode == Mode::Absent || has_status == (mode == Mode::Bulk) {
            let line = format!("file.{}", table.stem());
            problems.add(Problem::warns(Place::file(file), Reason::Manifest { line }));
        }
        self.tables.insert(table, (rows, Delivered { delta, gone }));
    }

    /// What a whole package has to have, or people would lose what the missing file says. Beside changes,
    /// what is missing has not changed.
    pub(super) fn check(&self, manifest: &Manifest, problems: &mut Problems) {
        let is_bulk = !self.tables.is_empty() && !self.has_changes();
        for table in Table::ALL {
            let delivered = self.tables.contains_key(&table);
            let needed = match table {
                Table::Courses => false,
                Table::Roles => self.version == Version::V1_2,
                _ => true,
            };
            let promised = manifest.mode(table) != Mode::Absent;
            if !delivered && (promised || is_bulk && needed) {
                let name = table.file_name().to_owned();
                problems.add(Problem::stops(Place::file(&name), Reason::MissingFile { name: name.clone() }));
            }
        }
    }

    /// The state after a newer package: its whole files replace, its changes apply row by row.
    pub fn merge(&mut self, newer: Self) {
        self.version = newer.version;
        self.sessions.extend(newer.sessions);
        for (table, (rows, delivered)) in newer.tables {
            let (known, _) = self.tables.entry(table).or_default();
            if !delivered.delta {
                known.clear();
            }
            for id in &delivered.gone {
                known.remove(id);
            }
            known.extend(rows);
        }
    }
}

/// The whole package with the changes of the others, the oldest ones first. Changes from before it, where its
/// rows say when they were changed, are part of it. `packages` have the names of their folders or archives.
pub(super) fn joined(mut packages: Vec<(String, Package)>, problems: &mut Problems) -> Package {
    // A manifest alone says that nothing has changed.
    packages.retain(|(_, package)| !package.tables.is_empty());
    packages.sort_by(|(path, one), (other_path, other)| {
        let order = (one.has_changes(), &one.newest, path);
        order.cmp(&(other.has_changes(), &other.newest, other_path))
    });
    let mut packages = packages.into_iter();
    let Some((first, mut whole)) = packages.next() else { return Package::default() };
    let whole_of = day(&whole.newest).filter(|_| !whole.has_changes());
    for (path, package) in packages {
        if let Some(by) = whole_of
            && package.has_changes()
            && day(&package.newest).is_some_and(|changed| changed < by)
        {
            problems.add(Problem::warns(Place::file(&path), Reason::Superseded { by }));
            continue;
        }
        if !package.has_changes() {
            // Nothing says which one is newer.
            problems.add(Problem::stops(Place::file(&path), Reason::SameKind { first: first.clone() }));
        }
        whole.merge(package);
    }
    whole
}
