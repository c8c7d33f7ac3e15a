//! The reference implementation of the rule, person by person, for comparison with the two others.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EstablishmentId, PersonId,
    directory::{Cohort, Profile},
    targets::{Audience, AudienceCount, EstablishmentCount},
};

use super::generated::Stored;

/// The people with at least one membership that `hit` accepts, each once.
fn hit(directory: &Stored, hit: impl Fn(PersonId, &Cohort) -> bool) -> Vec<PersonId> {
    let hits =
        directory.people.iter().filter(|(person, cohorts)| cohorts.iter().any(|cohort| hit(*person, cohort)));
    hits.map(|(person, _)| *person).collect()
}

pub fn people(directory: &Stored, audience: &Audience) -> Vec<PersonId> {
    hit(directory, |person, cohort| audience.reaches(person, cohort))
}

pub fn count(directory: &Stored, audience: &Audience) -> AudienceCount {
    let figure = |people: Vec<PersonId>| people.len() as u64;
    AudienceCount {
        total: figure(people(directory, audience)),
        per_target: audience
            .targets()
            .iter()
            .map(|target| figure(hit(directory, |person, cohort| target.reaches(person, cohort))))
            .collect(),
        per_profile: Profile::ALL
            .into_iter()
            .map(|profile| {
                let of =
                    |person, cohort: &Cohort| cohort.profile == profile && audience.reaches(person, cohort);
                (profile, figure(hit(directory, of)))
            })
            .filter(|(_, people)| *people > 0)
            .collect(),
        per_establishment: per_establishment(directory, audience),
    }
}

fn per_establishment(directory: &Stored, audience: &Audience) -> Vec<EstablishmentCount> {
    let mut schools: BTreeMap<EstablishmentId, BTreeSet<PersonId>> = BTreeMap::new();
    let mut profiles: BTreeMap<(EstablishmentId, Profile), BTreeSet<PersonId>> = BTreeMap::new();
    for (person, cohorts) in &directory.people {
        for cohort in cohorts.iter().filter(|cohort| audience.reaches(*person, cohort)) {
            schools.entry(cohort.establishment).or_default().insert(*person);
            profiles.entry((cohort.establishment, cohort.profile)).or_default().insert(*person);
        }
    }
    let per_profile = |school| {
        let of = |profile| Some((profile, profiles.get(&(school, profile))?.len() as u64));
        Profile::ALL.into_iter().filter_map(of).collect()
    };
    schools
        .into_iter()
        .map(|(establishment, people)| EstablishmentCount {
            establishment,
            people: people.len() as u64,
            per_profile: per_profile(establishment),
        })
        .collect()
}
