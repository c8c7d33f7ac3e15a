use std::collections::BTreeMap;

use domain::{
    EstablishmentId,
    directory::Profile,
    targets::{Audience, AudienceCount, EstablishmentCount},
};

use super::{
    grid::IndexedCohort,
    index::Index,
    matcher::Matcher,
    named::Named,
    once::{Counter, Listed, Stamps},
};

impl Index {
    /// How many people the audience reaches: in all, per target, per school and profile. A person
    /// who is reached twice counts once in each figure.
    pub fn count(&self, audience: &Audience) -> AudienceCount {
        let grid = self.grid_for(audience.targets());
        // Positions in the grid: a region has many more cohorts than most targets reach.
        let mut hit = Vec::new();
        let mut per_target = Vec::with_capacity(audience.targets().len());
        let mut named = Named::default();
        for target in audience.targets() {
            if target.criteria().names_people() {
                per_target.push(named.add(self, target));
                continue;
            }
            let matcher = Matcher::new(self, target);
            let places = target.establishments().iter().flat_map(|school| grid.place(*school));
            let before = hit.len();
            hit.extend(places.filter(|position| matcher.matches(&grid.cohorts[*position])));
            let cohorts = || hit[before..].iter().map(|position| &grid.cohorts[*position]);
            per_target.push(people(Listed::among(cohorts(), grid.listed_people), cohorts()));
        }
        hit.sort_unstable();
        hit.dedup();
        let cohorts = || hit.iter().map(|position| &grid.cohorts[*position]);
        let listed = Listed::among(cohorts(), grid.listed_people);
        let mut count = AudienceCount {
            total: people(listed, cohorts()),
            per_target,
            per_profile: per_profile(listed, cohorts()),
            per_establishment: per_establishment(listed, cohorts()),
        };
        let by_class = audience.names_classes();
        let is_hit =
            |cohort: usize| hit.binary_search(if by_class { &cohort } else { &self.part_of[cohort] }).is_ok();
        named.count(self, is_hit, &mut count);
        count
    }

    /// People per school for one audience: recorded by a publication as its recipients.
    pub fn recipients(&self, audience: &Audience) -> (u64, BTreeMap<EstablishmentId, u64>) {
        let count = self.count(audience);
        (
            count.total,
            count.per_establishment.into_iter().map(|row| (row.establishment, row.people)).collect(),
        )
    }
}

/// How many they are in all.
fn people<'a>(listed: Listed, cohorts: impl Iterator<Item = &'a IndexedCohort>) -> u64 {
    let mut counter = Counter::new(listed);
    cohorts.for_each(|cohort| counter.add(cohort));
    counter.people
}

/// In the order of [`Profile::ALL`].
fn per_profile<'a>(listed: Listed, cohorts: impl Iterator<Item = &'a IndexedCohort>) -> Vec<(Profile, u64)> {
    let mut counters = Profile::ALL.map(|_| None::<Counter>);
    for cohort in cohorts {
        let counter = &mut counters[cohort.profile.index()];
        counter.get_or_insert_with(|| Counter::new(listed)).add(cohort);
    }
    let counted = Profile::ALL.into_iter().zip(counters);
    counted
        .filter_map(|(profile, counter)| Some((profile, counter?.people)))
        .filter(|(_, people)| *people > 0)
        .collect()
}

fn per_establishment<'a>(
    listed: Listed,
    cohorts: impl Iterator<Item = &'a IndexedCohort>,
) -> Vec<EstablishmentCount> {
    let mut schools: Vec<EstablishmentCount> = Vec::new();
    let mut school = Stamps::new(listed);
    let mut profiles = Stamps::new(listed);
    let mut last_profile: Option<(EstablishmentId, Profile)> = None;
    // Cohorts are ordered by school and profile, so one stamp for each group tells who was
    // counted in it.
    for cohort in cohorts {
        if schools.last().is_none_or(|last| last.establishment != cohort.establishment) {
            school.next_group();
            let establishment = cohort.establishment;
            schools.push(EstablishmentCount { establishment, people: 0, per_profile: Vec::new() });
        }
        if last_profile != Some((cohort.establishment, cohort.profile)) {
            profiles.next_group();
            last_profile = Some((cohort.establishment, cohort.profile));
        }
        let Some(row) = schools.last_mut() else { continue };
        row.people += school.add(cohort);
        let people = profiles.add(cohort);
        match row.per_profile.last_mut() {
            Some((profile, sum)) if *profile == cohort.profile => *sum += people,
            _ => row.per_profile.push((cohort.profile, people)),
        }
    }
    for row in &mut schools {
        row.per_profile.retain(|(_, people)| *people > 0);
        row.per_profile.sort_by_key(|(profile, _)| profile.index());
    }
    schools.retain(|row| row.people > 0);
    schools
}
