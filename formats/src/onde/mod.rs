//! ONDE: the pupils, guardians and teachers of one school of the first degree.
//!
//! The files do not say which school they are about, so it is chosen first. Guardians name their
//! children by family name, first name and class: what fits exactly one pupil is a link, everything
//! else a [`Doubt`](crate::record::Doubt) for a person to decide.

mod guardians;
mod kept;
mod pupils;
mod teachers;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::{
    Place, Problem, Problems, Reason, Record, archive::Source, format::Format, recognise::recognise,
    record::PersonKey, text::header,
};

/// The largest file that is read: a school has some hundreds of pupils.
const MAX: u64 = 32 << 20;

/// A pupil, as guardians name them.
#[derive(Clone, Debug)]
struct Known {
    key: PersonKey,
    class: String,
    born: Option<NaiveDate>,
}

/// What the directory has of a school already.
#[derive(Clone, Debug, Default)]
pub struct Before {
    /// The identifiers of its pupils, there or not.
    pub pupils: BTreeSet<PersonKey>,
    /// The guardians who are there, each with their children.
    pub guardians: BTreeMap<PersonKey, BTreeSet<PersonKey>>,
    /// The teachers who are there, each with their functions and the labels of their classes.
    pub teachers: BTreeMap<PersonKey, BTreeSet<String>>,
}

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub found: Vec<Format>,
    pub problems: Problems,
}

struct School<'s> {
    uai: &'s str,
    before: &'s Before,
    /// Identifiers by name that several numbers of the file would share.
    shared: BTreeSet<PersonKey>,
    /// Pupils by family name and first name, folded.
    pupils: BTreeMap<(String, String), Vec<Known>>,
    /// Pupils of the file who have left, named in the same way.
    left: BTreeSet<(String, String)>,
    /// Labels of classes by their codes.
    classes: BTreeMap<String, String>,
}

/// Reads the extractions of the school `uai`, told by their content. Pupils are required.
pub fn read(source: &mut Source, uai: &str, sink: &mut dyn FnMut(Record)) -> Outcome {
    read_knowing(source, uai, &Before::default(), sink)
}

/// The same, where the directory has people of the school.
pub fn read_knowing(
    source: &mut Source,
    uai: &str,
    before: &Before,
    sink: &mut dyn FnMut(Record),
) -> Outcome {
    let mut outcome = Outcome::default();
    if uai.is_empty() {
        outcome.problems.add(Problem::stops(Place::default(), Reason::NoSchoolChosen));
        return outcome;
    }
    let mut files: BTreeMap<Format, (String, Vec<u8>)> = BTreeMap::new();
    for entry in source.entries().to_vec() {
        let place = Place::file(&entry.path);
        let bytes = match source.bytes(&entry, MAX) {
            Ok(bytes) => bytes,
            Err(problem) => {
                outcome.problems.add(problem);
                continue;
            }
        };
        match recognise(&bytes) {
            Ok(format @ (Format::OndePupils | Format::OndeGuardians | Format::OndeTeachers)) => {
                if let Some((first, _)) = files.insert(format, (entry.path.clone(), bytes)) {
                    outcome.problems.add(Problem::stops(place, Reason::SameKind { first }));
                }
            }
            Ok(found) => {
                let reason = Reason::WrongFile { expected: Format::OndePupils, found };
                outcome.problems.add(Problem::stops(place, reason));
            }
            Err(reason) => outcome.problems.add(Problem::stops(place, reason)),
        }
    }
    if !files.contains_key(&Format::OndePupils) {
        let name = "CSVExtraction-eleves.csv".to_owned();
        outcome.problems.add(Problem::stops(Place::default(), Reason::MissingFile { name }));
    }
    outcome.found = files.keys().copied().collect();
    let mut school = School {
        uai,
        before,
        shared: BTreeSet::new(),
        pupils: BTreeMap::new(),
        left: BTreeSet::new(),
        classes: BTreeMap::new(),
    };
    let limits = source.limits();
    for (format, (file, bytes)) in &files {
        if outcome.problems.stops() {
            break;
        }
        let problems = &mut outcome.problems;
        match format {
            Format::OndePupils => school.pupils(bytes, file, limits, problems, sink),
            Format::OndeGuardians => school.guardians(bytes, file, limits, problems, sink),
            _ => school.teachers(bytes, file, limits, problems, sink),
        }
    }
    outcome
}

impl School<'_> {
    /// An identifier made of what stays the same between two extractions: there is no other.
    fn key(&self, kind: &str, parts: &[&str]) -> PersonKey {
        let parts: Vec<String> = parts.iter().map(|part| header(part)).collect();
        format!("{}-{kind}-{}", self.uai, parts.join("-"))
    }
}

/// The end of an identifier that tells namesakes apart. The ends of identifiers are shown, and an
/// address is private, so it is not the text itself.
fn mark(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let start = digest.iter().take(6).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{start:012x}")
}

#[cfg(test)]
mod tests;
