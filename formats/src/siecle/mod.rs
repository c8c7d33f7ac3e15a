//! SIECLE and STS: the pupils, guardians, structures and staff of one school of the second degree.
//!
//! The files of one school are read in any order and joined at the end. They are small: a school
//! has some thousands of people.

mod collect;
mod emit;
mod options;
mod person;
mod sts;

use std::{cell::Cell, collections::BTreeMap, rc::Rc};

use crate::{
    Place, Problem, Problems, Reason, Record, archive::Source, format::Format, problem::shortened,
    recognise::recognise_entry, record::is_uai, xml,
};
use collect::School;
pub use options::Options;

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The school that the files are about.
    pub uai: String,
    /// The kinds of files that were there.
    pub found: Vec<Format>,
    pub problems: Problems,
}

/// Reads all files of SIECLE and STS of a delivery. They must be about one school.
pub fn read(source: &mut Source, options: &Options, sink: &mut dyn FnMut(Record)) -> Outcome {
    let mut outcome = Outcome::default();
    let mut school = School::new(options);
    let total = Rc::<Cell<u64>>::default();
    let mut first_of: BTreeMap<Format, String> = BTreeMap::new();
    for entry in source.entries().to_vec() {
        let place = Place::file(&entry.path);
        let format = match recognise_entry(source, &entry) {
            Ok(format) => format,
            Err(problem) => {
                outcome.problems.add(problem);
                continue;
            }
        };
        match format {
            Format::SieclePupils
            | Format::SiecleGuardians
            | Format::SiecleStructures
            | Format::SiecleNomenclature
            | Format::Sts => {}
            Format::SiecleOther => continue,
            found => {
                let reason = Reason::WrongFile { expected: Format::SieclePupils, found };
                outcome.problems.add(Problem::stops(place, reason));
                continue;
            }
        }
        if let Some(first) = first_of.get(&format).cloned() {
            outcome.problems.add(Problem::stops(place, Reason::SameKind { first }));
            continue;
        }
        first_of.insert(format, entry.path.clone());
        outcome.found.push(format);
        school.begin(&entry.path);
        let limits = source.limits();
        let read =
            source.open(&entry, &total).and_then(|stream| xml::parse(stream, &place, limits, &mut school));
        if let Err(problem) = read {
            outcome.problems.add(problem);
        }
    }
    if outcome.found.is_empty() {
        outcome.problems.add(Problem::stops(Place::default(), Reason::NothingKnown));
    }
    // Without pupils, guardians and classes would belong to nobody.
    if outcome.found.contains(&Format::SiecleGuardians) && !outcome.found.contains(&Format::SieclePupils) {
        let name = "ElevesSansAdresses.xml".to_owned();
        outcome.problems.add(Problem::stops(Place::default(), Reason::MissingFile { name }));
    }
    // The identifiers begin with it: without it they would be those of no school.
    let people = outcome.found.iter().any(|format| matches!(format, Format::SieclePupils | Format::Sts));
    if people && !outcome.problems.stops() && !is_uai(&school.uai) {
        let reason = Reason::NotAUai(shortened(&school.uai));
        outcome.problems.add(Problem::stops(Place::default().element("UAJ"), reason));
    }
    outcome.uai.clone_from(&school.uai);
    if !outcome.problems.stops() {
        school.emit(&mut outcome.problems, sink);
    }
    outcome
}

#[cfg(test)]
mod tests;
