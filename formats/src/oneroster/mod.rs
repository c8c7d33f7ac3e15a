//! OneRoster 1.1 and 1.2: a zip of CSV files, whole or as changes.
//!
//! A delta changes single rows of single files, so a [`Package`] holds the rows, the deltas beside a whole
//! package are merged into it, and the records follow from the whole.

mod orgs;
mod package;
mod records;
mod roles;
mod tables;

use std::collections::BTreeMap;

pub use package::{CsvRow, Mode, Package, Version};
pub use records::Options;
pub use tables::Table;

use crate::{
    Place, Problem, Problems, Reason,
    archive::{Entry, Source},
};
use package::Manifest;

/// Terms and school years.
const SESSIONS: &str = "academicsessions.csv";
/// The largest file that is read.
const MAX: u64 = 256 << 20;

/// Reads a package, or a whole one and those with its changes. Where problems stop it, nothing of it may be used.
pub fn read(source: &mut Source) -> (Package, Problems) {
    let entries = source.entries().to_vec();
    if entries.iter().filter(|entry| is_manifest(entry)).count() < 2 {
        return read_package(source, &entries);
    }
    let mut folders: BTreeMap<&str, Vec<Entry>> = BTreeMap::new();
    for entry in &entries {
        let folder = entry.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().push(entry.clone());
    }
    let mut problems = Problems::default();
    let mut packages = Vec::new();
    for (folder, files) in folders {
        if !files.iter().any(|entry| is_manifest(entry) || table_of(entry).is_some()) {
            for entry in &files {
                problems.unknown(&entry.name);
            }
            continue;
        }
        let (package, found) = read_package(source, &files);
        problems.take(&found);
        packages.push((folder.to_owned(), package));
    }
    (package::joined(packages, &mut problems), problems)
}

fn is_manifest(entry: &Entry) -> bool {
    entry.name.eq_ignore_ascii_case("manifest.csv")
}

fn table_of(entry: &Entry) -> Option<Table> {
    Table::ALL.into_iter().find(|table| entry.name.eq_ignore_ascii_case(table.file_name()))
}

/// The files of one package.
fn read_package(source: &mut Source, entries: &[Entry]) -> (Package, Problems) {
    let mut problems = Problems::default();
    let mut package = Package::default();
    let limits = source.limits();
    let mut manifest = None;
    let mut found: Vec<(Table, String, Vec<u8>)> = Vec::new();
    for entry in entries {
        let place = Place::file(&entry.path);
        if entry.name.eq_ignore_ascii_case(SESSIONS) {
            match source.bytes(entry, MAX) {
                Ok(bytes) => package.add_sessions(&entry.path, &bytes, limits),
                Err(problem) => problems.add(problem),
            }
            continue;
        }
        let table = table_of(entry);
        if !is_manifest(entry) && table.is_none() {
            problems.unknown(&entry.name);
            continue;
        }
        if entry.nested {
            problems.add(Problem::warns(place.clone(), Reason::Misnamed { content: entry.name.clone() }));
        }
        match source.bytes(entry, MAX) {
            Err(problem) => problems.add(problem),
            Ok(bytes) => match table {
                None => manifest = Some(Manifest::read(&bytes, &entry.path, limits, &mut problems)),
                Some(table) if found.iter().any(|(known, ..)| *known == table) => {
                    problems.add(Problem::stops(place, Reason::RepeatedFile));
                }
                Some(table) => found.push((table, entry.path.clone(), bytes)),
            },
        }
    }
    let Some(manifest) = manifest else {
        problems.add(Problem::stops(Place::file("manifest.csv"), Reason::DataWithoutManifest));
        return (package, problems);
    };
    package.version = manifest.version;
    for (table, file, bytes) in found {
        if !problems.stops() {
            package.add(table, &file, &bytes, &manifest, limits, &mut problems);
        }
    }
    package.check(&manifest, &mut problems);
    (package, problems)
}

#[cfg(test)]
mod tests;
