use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use domain::{EstablishmentId, directory::Profile};

#[derive(Clone, Debug)]
pub(super) struct IndexedCohort {
    pub establishment: EstablishmentId,
    pub profile: Profile,
    /// Positions in the vocabularies; 0 for none.
    pub level: u32,
    pub sub_level: u32,
    pub function: u32,
    pub subject: u32,
    pub class: u32,
    pub group: u32,
    /// How many people are only in this cohort.
    pub alone: u32,
    /// Numbers of those who are in others too.
    pub listed: Vec<u32>,
}

impl IndexedCohort {
    pub fn has_people(&self) -> bool {
        self.alone > 0 || !self.listed.is_empty()
    }
}

/// Cohorts with their people. Most people are in a single cohort and are only a number there. The
/// others are listed, so that they count once when several of their cohorts match.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Ordered by establishment, then profile.
    pub cohorts: Vec<IndexedCohort>,
    /// How many people are in more than one cohort; they are numbered from 0.
    pub listed_people: usize,
    /// Where the cohorts of each school are.
    places: HashMap<EstablishmentId, Range<usize>>,
}

impl Grid {
    /// The positions of a school's cohorts.
    pub fn place(&self, school: EstablishmentId) -> Range<usize> {
        self.places.get(&school).cloned().unwrap_or_default()
    }

    /// The cohorts of these schools.
    pub fn of_schools(&self, schools: &BTreeSet<EstablishmentId>) -> impl Iterator<Item = &IndexedCohort> {
        schools.iter().flat_map(move |school| &self.cohorts[self.place(*school)])
    }
}

/// A grid while the people are added, one after the other.
#[derive(Debug)]
pub(super) struct Filling {
    cohorts: Vec<IndexedCohort>,
    listed: u32,
}

impl Filling {
    /// `cohorts` are ordered by establishment, then profile, and empty.
    pub fn new(cohorts: Vec<IndexedCohort>) -> Self {
        Self { cohorts, listed: 0 }
    }

    /// Adds a person who is in the cohorts at these positions, which are all different.
    pub fn add(&mut self, positions: &[usize]) {
        if let [only] = positions {
            self.cohorts[*only].alone += 1;
        } else if !positions.is_empty() {
            for position in positions {
                self.cohorts[*position].listed.push(self.listed);
            }
            self.listed += 1;
        }
    }

    pub fn finish(self) -> Grid {
        let Self { cohorts, listed } = self;
        let mut places = HashMap::new();
        let mut begin = 0;
        for school in cohorts.chunk_by(|one, next| one.establishment == next.establishment) {
            places.insert(school[0].establishment, begin..begin + school.len());
            begin += school.len();
        }
        Grid { cohorts, listed_people: listed as usize, places }
    }
}

/// Joins the cohorts that differ by class and group only. Returns the joined ones, in the same
/// order, and for each cohort the position of the one that it is part of.
pub(super) fn join(cohorts: &[IndexedCohort]) -> (Vec<IndexedCohort>, Vec<usize>) {
    let mut joined: Vec<IndexedCohort> = Vec::new();
    let mut known = HashMap::new();
    let mut part_of = Vec::with_capacity(cohorts.len());
    for cohort in cohorts {
        let IndexedCohort { establishment, profile, level, sub_level, function, subject, .. } = *cohort;
        let key = (establishment, profile, level, sub_level, function, subject);
        let position = *known.entry(key).or_insert_with(|| {
            joined.push(IndexedCohort { class: 0, group: 0, ..cohort.clone() });
            joined.len() - 1
        });
        part_of.push(position);
    }
    (joined, part_of)
}
