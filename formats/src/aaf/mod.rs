//! AAF: the Ministry's directory feed, first and second degree, complete and delta.
//!
//! The parts of one delivery are read in the order structures, subjects, MEF, pupils, adults,
//! staff. What is kept in memory grows with schools, classes and MEF, and with one number for each
//! adult that a pupil names; never with the records themselves.

mod attributes;
mod degree;
mod delivery;
mod dispatch;
mod envelope;
mod family;
mod options;
mod person;
mod pupil;
mod raw;
mod reader;
mod school;
mod staff;
mod structures;
mod values;

use std::{cell::Cell, rc::Rc};

use chrono::NaiveDate;

pub use attributes::Category;
pub use degree::Degree;
pub use delivery::{Delivery, Part, deliveries, part_of_name};
pub use options::Options;
pub use structures::Base;

use crate::{
    Feed, Place, Problems, Record,
    archive::{Entry, Source},
    xml,
};
use envelope::Envelope;
use reader::Reader;

/// What was read.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// `None` when no delivery was found.
    pub feed: Option<Feed>,
    pub date: Option<NaiveDate>,
    /// The prefix of the identifiers.
    pub academy: String,
    /// All academies that the structures are of.
    pub academies: Vec<String>,
    /// What the files say about their version, such as `Annexe 4bis version 6.4`.
    pub version: Option<String>,
    /// Records of all kinds, used or not.
    pub records: u64,
    pub problems: Problems,
    /// What the next delta may refer to.
    pub base: Base,
}

/// Reads one delivery: the newest complete one, or one delta. Where problems stop it, the records
/// that came before must be thrown away.
pub fn read(
    source: &mut Source,
    delivery: &Delivery,
    options: &Options,
    sink: &mut dyn FnMut(Record),
) -> Outcome {
    let mut reader = Reader::new(delivery.feed, options, sink);
    reader.problems = delivery.problems.clone();
    if let Some(problem) = delivery.older_than(options.last) {
        reader.problems.add(problem);
    }
    let total = Rc::<Cell<u64>>::default();
    for part in &delivery.parts {
        if reader.problems.stops() {
            break;
        }
        if part.category > Category::Structure && !reader.has_academy(&part.entry.path) {
            break;
        }
        read_part(&mut reader, source, part, &total);
    }
    reader.not_yet.tell(&mut reader.problems);
    Outcome {
        feed: Some(delivery.feed),
        date: delivery.date,
        academy: reader.structures.academy().unwrap_or_default().to_owned(),
        academies: reader.structures.academies(),
        version: reader.version,
        records: reader.records,
        problems: reader.problems,
        base: reader.structures.into_base(),
    }
}

fn read_part(reader: &mut Reader<'_>, source: &mut Source, part: &Part, total: &Rc<Cell<u64>>) {
    let Entry { path, .. } = &part.entry;
    reader.file.clone_from(path);
    let limits = source.limits();
    let place = Place::file(path);
    let result = source.open(&part.entry, total).and_then(|stream| {
        xml::parse(stream, &place, limits, &mut Envelope::new(reader, part.category, limits))
    });
    if let Err(problem) = result {
        reader.problems.add(problem);
    }
}

#[cfg(test)]
mod tests;
