use std::{
    collections::HashSet,
    hash::{BuildHasher as _, RandomState},
};

use super::{options::Options, raw::Raw, structures::Structures};
use crate::{Feed, Place, Problem, Problems, Reason, Record, problem::NotYet};

/// What reading a delivery keeps and passes on; each kind of record has a file that continues it.
pub(super) struct Reader<'r> {
    pub(super) feed: Feed,
    pub(super) options: &'r Options,
    pub(super) sink: &'r mut dyn FnMut(Record),
    pub(super) problems: Problems,
    pub(super) structures: Structures,
    /// The adults that count as somebody's parent, as hashes of their identifiers. If an adult has the
    /// hash of another one, they come along for nothing: who is nobody's parent is no user.
    relatives: HashSet<u64>,
    hashes: RandomState,
    pub(super) not_yet: NotYet,
    pub(super) version: Option<String>,
    pub(super) records: u64,
    pub(super) file: String,
}

impl<'r> Reader<'r> {
    pub(super) fn new(feed: Feed, options: &'r Options, sink: &'r mut dyn FnMut(Record)) -> Self {
        Self {
            feed,
            options,
            sink,
            problems: Problems::default(),
            structures: Structures::after(&options.base, options.academy.as_deref()),
            relatives: HashSet::new(),
            hashes: RandomState::new(),
            not_yet: NotYet::default(),
            version: None,
            records: 0,
            file: String::new(),
        }
    }

    pub(super) fn has_academy(&mut self, path: &str) -> bool {
        if self.structures.academy().is_none() {
            self.problems.add(Problem::stops(Place::file(path), Reason::AcademyUnknown));
        }
        self.structures.academy().is_some()
    }

    pub(super) fn place(&self, raw: &Raw) -> Place {
        Place::file(&self.file).line(raw.line).record(&raw.id)
    }

    pub(super) fn skip(&mut self, raw: &Raw, element: &str, reason: Reason) {
        let place = self.place(raw);
        let place = if element.is_empty() { place } else { place.element(element) };
        self.problems.add(Problem::skips(place, reason));
    }

    pub(super) fn warn(&mut self, raw: &Raw, element: &str, reason: Reason) {
        let place = self.place(raw).element(element);
        self.problems.add(Problem::warns(place, reason));
    }

    /// The permanent identifier of a person of this academy.
    pub(super) fn key(&self, jointure: &str) -> String {
        format!("{}-{jointure}", self.structures.academy().unwrap_or_default())
    }

    /// An adult counts as somebody's parent.
    pub(super) fn add_relative(&mut self, adult: &str) {
        self.relatives.insert(self.hashes.hash_one(adult));
    }

    pub(super) fn is_relative(&self, adult: &str) -> bool {
        self.relatives.contains(&self.hashes.hash_one(adult))
    }
}
