//! OneRoster 1.1 and 1.2: a zip of CSV files, whole or as changes.
//!
//! A delta changes single rows of single files, so a [`Package`] holds the rows, a delta is merged
//! into the last one, and the records follow from the whole.

mod package;
mod records;
mod roles;
mod tables;

pub use package::{CsvRow, Mode, Package, Version};
pub use records::Options;
pub use tables::Table;

use crate::{Place, Problem, Problems, Reason, archive::Source};
use package::Manifest;

/// Terms and school years.
const SESSIONS: &str = "academicsessions.csv";
/// The largest file that is read.
const MAX: u64 = 256 << 20;

/// Reads a package. Where problems stop it, nothing of it may be used.
pub fn read(source: &mut Source) -> (Package, Problems) {
    let mut problems = Problems::default();
    let mut package = Package::default();
    let limits = source.limits();
    let mut manifest = None;
    let mut found: Vec<(Table, String, Vec<u8>)> = Vec::new();
    for entry in source.entries().to_vec() {
        let stem = entry.name.to_ascii_lowercase();
        let place = Place::file(&entry.path);
        if stem == SESSIONS {
            match source.bytes(&entry, MAX) {
                Ok(bytes) => package.add_sessions(&entry.path, &bytes, limits),
                Err(problem) => problems.add(problem),
            }
            continue;
        }
        let is_manifest = stem == "manifest.csv";
        let table = Table::ALL.into_iter().find(|table| stem == table.file_name().to_ascii_lowercase());
        if !is_manifest && table.is_none() {
            problems.unknown(&entry.name);
            continue;
        }
        if entry.nested {
            problems.add(Problem::warns(place.clone(), Reason::Misnamed { content: entry.name.clone() }));
        }
        match source.bytes(&entry, MAX) {
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
