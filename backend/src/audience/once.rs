//! Counting people once who are in several cohorts.

use std::collections::HashMap;

use super::grid::IndexedCohort;

/// How many times more people an index lists than the cohorts that are counted: so many that it is faster to
/// look each of them up than to make room for all.
const FEW: usize = 32;

/// How those are kept who were counted already.
#[derive(Clone, Copy, Debug)]
pub(super) enum Listed {
    /// By their number: the cohorts of a school list few of a region's people.
    Few,
    /// In a place for each of so many people.
    Many(usize),
}

impl Listed {
    /// For these cohorts, of an index that lists so many people.
    pub fn among<'a>(cohorts: impl Iterator<Item = &'a IndexedCohort>, listed_people: usize) -> Self {
        let here: usize = cohorts.map(|cohort| cohort.listed.len()).sum();
        if here < listed_people / FEW { Self::Few } else { Self::Many(listed_people) }
    }
}

/// Counts people once over any number of cohorts.
pub(super) struct Counter {
    pub people: u64,
    stamps: Stamps,
}

impl Counter {
    pub fn new(listed: Listed) -> Self {
        let mut stamps = Stamps::new(listed);
        stamps.next_group();
        Self { people: 0, stamps }
    }

    pub fn add(&mut self, cohort: &IndexedCohort) {
        self.people += self.stamps.add(cohort);
    }
}

/// Counts people once within each of many consecutive groups, without clearing in between.
pub(super) struct Stamps {
    group: u32,
    seen_in: SeenIn,
}

/// The group in which each person was seen last; none is 0.
enum SeenIn {
    Few(HashMap<u32, u32>),
    Many(Vec<u32>),
}

impl Stamps {
    pub fn new(listed: Listed) -> Self {
        let seen_in = match listed {
            Listed::Few => SeenIn::Few(HashMap::new()),
            Listed::Many(people) => SeenIn::Many(vec![0; people]),
        };
        Self { group: 0, seen_in }
    }

    pub fn next_group(&mut self) {
        self.group += 1;
    }

    /// How many people of the cohort were not yet counted in the current group.
    pub fn add(&mut self, cohort: &IndexedCohort) -> u64 {
        let mut people = u64::from(cohort.alone);
        for &person in &cohort.listed {
            let seen = match &mut self.seen_in {
                SeenIn::Few(seen) => seen.entry(person).or_default(),
                SeenIn::Many(seen) => &mut seen[person as usize],
            };
            people += u64::from(*seen != self.group);
            *seen = self.group;
        }
        people
    }
}

#[cfg(test)]
mod tests {
    use domain::{EstablishmentId, directory::Profile};
    use proptest::prelude::*;

    use super::{Counter, IndexedCohort, Listed, Stamps};

    const PEOPLE: usize = 40;

    fn cohort(alone: u32, listed: Vec<u32>) -> IndexedCohort {
        IndexedCohort {
            establishment: EstablishmentId(1),
            profile: Profile::Student,
            level: 0,
            sub_level: 0,
            function: 0,
            subject: 0,
            class: 0,
            group: 0,
            alone,
            listed,
        }
    }

    proptest! {
        #[test]
        fn however_they_are_kept_everybody_counts_once(
            groups in prop::collection::vec(prop::collection::vec((0..9_u32, prop::collection::vec(0..40_u32, 0..6)), 0..5), 0..5),
        ) {
            for listed in [Listed::Few, Listed::Many(PEOPLE)] {
                let (mut all, mut stamps) = (Counter::new(listed), Stamps::new(listed));
                let (mut alone, mut everybody) = (0_u64, std::collections::BTreeSet::new());
                for group in &groups {
                    stamps.next_group();
                    let (mut counted, mut expected, mut here) = (0, 0, std::collections::BTreeSet::new());
                    for (number, people) in group {
                        let cohort = cohort(*number, people.clone());
                        all.add(&cohort);
                        counted += stamps.add(&cohort);
                        expected += u64::from(*number);
                        here.extend(people.iter().copied());
                    }
                    prop_assert_eq!(counted, expected + here.len() as u64);
                    alone += expected;
                    everybody.extend(here);
                }
                prop_assert_eq!(all.people, alone + everybody.len() as u64);
            }
        }
    }

    #[test]
    fn a_school_of_a_region_needs_no_room_for_all() {
        let school = [cohort(30, vec![1, 2])];
        assert!(matches!(Listed::among(school.iter(), 1_000), Listed::Few));
        assert!(matches!(Listed::among(school.iter(), 50), Listed::Many(50)));
    }
}
