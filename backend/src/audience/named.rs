//! People who are named one by one, in the index.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EstablishmentId, PersonId,
    directory::Profile,
    targets::{AudienceCount, EstablishmentCount, ResolvedTarget},
};

use super::{grid::IndexedCohort, index::Index, matcher::Matcher};

/// The people whom the targets of an audience name and reach, each with the positions of the cohorts
/// through which they are reached.
#[derive(Default)]
pub(super) struct Named(BTreeMap<PersonId, BTreeSet<u32>>);

impl Named {
    /// Adds the people whom a target names and reaches. Returns how many they are.
    pub fn add(&mut self, index: &Index, target: &ResolvedTarget) -> u64 {
        let matcher = Matcher::new(index, target);
        let mut people = 0;
        for person in target.criteria().people.values() {
            let through = index.people.cohorts_of(*person).iter().copied().filter(|position| {
                let cohort = index.at(*position);
                target.establishments().contains(&cohort.establishment) && matcher.matches(cohort)
            });
            let through: Vec<u32> = through.collect();
            if !through.is_empty() {
                people += 1;
                self.0.entry(*person).or_default().extend(through);
            }
        }
        people
    }

    /// The schools through which they are reached.
    pub fn schools(&self, index: &Index) -> BTreeSet<EstablishmentId> {
        self.0.values().flatten().map(|position| index.at(*position).establishment).collect()
    }

    /// Counts those who are not counted through one of the cohorts that were hit, in each figure apart.
    /// `is_hit` is asked with a position in `Index::by_class`.
    pub fn count(&self, index: &Index, is_hit: impl Fn(usize) -> bool, count: &mut AudienceCount) {
        for (person, through) in &self.0 {
            let own = index.people.cohorts_of(*person);
            let is_counted = |of: &dyn Fn(&IndexedCohort) -> bool| {
                own.iter().any(|position| is_hit(*position as usize) && of(index.at(*position)))
            };
            if !is_counted(&|_| true) {
                count.total += 1;
            }
            let places: BTreeSet<(EstablishmentId, Profile)> =
                through.iter().map(|position| index.at(*position)).map(place).collect();
            let schools: BTreeSet<EstablishmentId> = places.iter().map(|(school, _)| *school).collect();
            let profiles: BTreeSet<Profile> = places.iter().map(|(_, profile)| *profile).collect();
            for profile in profiles {
                if !is_counted(&|cohort| cohort.profile == profile) {
                    add_profile(&mut count.per_profile, profile);
                }
            }
            for school in schools {
                if !is_counted(&|cohort| cohort.establishment == school) {
                    row_of(count, school).people += 1;
                }
            }
            for (school, profile) in places {
                if !is_counted(&|cohort| place(cohort) == (school, profile)) {
                    add_profile(&mut row_of(count, school).per_profile, profile);
                }
            }
        }
    }
}

fn place(cohort: &IndexedCohort) -> (EstablishmentId, Profile) {
    (cohort.establishment, cohort.profile)
}

/// The figures of a school, by identity.
fn row_of(count: &mut AudienceCount, establishment: EstablishmentId) -> &mut EstablishmentCount {
    let rows = &mut count.per_establishment;
    let position = match rows.binary_search_by_key(&establishment, |row| row.establishment) {
        Ok(position) => position,
        Err(position) => {
            rows.insert(position, EstablishmentCount { establishment, people: 0, per_profile: Vec::new() });
            position
        }
    };
    &mut rows[position]
}

/// One more person of a profile, in the order of [`Profile::ALL`].
fn add_profile(figures: &mut Vec<(Profile, u64)>, profile: Profile) {
    match figures.binary_search_by_key(&profile.index(), |(known, _)| known.index()) {
        Ok(position) => figures[position].1 += 1,
        Err(position) => figures.insert(position, (profile, 1)),
    }
}

impl Index {
    fn at(&self, position: u32) -> &IndexedCohort {
        &self.by_class.cohorts[position as usize]
    }
}
