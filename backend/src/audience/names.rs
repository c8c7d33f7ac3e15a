use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EstablishmentId,
    communications::NameKind,
    directory::Profile,
    targets::{Audience, Criterion, Target},
};

use super::{grid::IndexedCohort, index::Index, matcher::Matcher, named::Named};

/// The names that targets can use, by school and kind, each with the profiles whose people have it
/// (one bit for each).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names(BTreeMap<(EstablishmentId, NameKind), BTreeMap<String, u16>>);

impl Names {
    pub fn add(&mut self, school: EstablishmentId, profile: Profile, kind: NameKind, name: &str) {
        let names = self.0.entry((school, kind)).or_default();
        if let Some(profiles) = names.get_mut(name) {
            *profiles |= bit(profile);
        } else {
            names.insert(name.to_owned(), bit(profile));
        }
    }

    /// Whether somebody of one of these profiles has the name in this school.
    pub fn has(
        &self,
        school: EstablishmentId,
        profiles: &Criterion<Profile>,
        kind: NameKind,
        name: &str,
    ) -> bool {
        let accepted = Profile::ALL.into_iter().filter(|profile| profiles.accepts(Some(profile)));
        let accepted = accepted.fold(0, |bits, profile| bits | bit(profile));
        self.0.get(&(school, kind)).and_then(|names| names.get(name)).is_some_and(|bits| bits & accepted != 0)
    }

    /// Whether the school has anybody.
    pub fn has_school(&self, school: EstablishmentId) -> bool {
        self.0.contains_key(&(school, NameKind::Profile))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every name, once for each profile that has it.
    pub fn all(&self) -> BTreeSet<(EstablishmentId, Profile, NameKind, &str)> {
        let of = |((school, kind), names): (&(EstablishmentId, NameKind), _)| {
            let (school, kind) = (*school, *kind);
            let names: &BTreeMap<String, u16> = names;
            names.iter().flat_map(move |(name, bits)| {
                let with = Profile::ALL.into_iter().filter(move |profile| bits & bit(*profile) != 0);
                with.map(move |profile| (school, profile, kind, name.as_str()))
            })
        };
        self.0.iter().flat_map(of).collect()
    }
}

const fn bit(profile: Profile) -> u16 {
    1 << profile.index()
}

/// The names that a target uses, except schools.
pub(crate) fn used_by(target: &Target) -> Vec<(NameKind, &str)> {
    fn of<T: Ord + AsRef<str>>(kind: NameKind, criterion: &Criterion<T>) -> Vec<(NameKind, &str)> {
        criterion.values().map(|name| (kind, name.as_ref())).collect()
    }
    let mut names: Vec<(NameKind, &str)> =
        target.profiles.values().map(|profile| (NameKind::Profile, profile.code())).collect();
    names.extend(of(NameKind::Level, &target.levels));
    names.extend(of(NameKind::SubLevel, &target.sub_levels));
    names.extend(of(NameKind::Function, &target.functions));
    names.extend(of(NameKind::Subject, &target.subjects));
    names.extend(of(NameKind::Class, &target.classes));
    names.extend(of(NameKind::Group, &target.groups));
    names
}

impl Index {
    /// The names of the present directory.
    pub(crate) fn all_names(&self) -> Names {
        let mut names = Names::default();
        for cohort in self.by_class.cohorts.iter().filter(|cohort| cohort.has_people()) {
            let (school, profile) = (cohort.establishment, cohort.profile);
            names.add(school, profile, NameKind::Profile, profile.code());
            let mut add = |kind, name: Option<&str>| {
                if let Some(name) = name {
                    names.add(school, profile, kind, name);
                }
            };
            add(NameKind::Level, text(&self.names.levels, cohort.level));
            add(NameKind::SubLevel, text(&self.names.sub_levels, cohort.sub_level));
            add(NameKind::Function, text(&self.names.functions, cohort.function));
            add(NameKind::Subject, text(&self.names.subjects, cohort.subject));
            add(NameKind::Class, text(&self.names.classes, cohort.class));
            add(NameKind::Group, text(&self.names.groups, cohort.group));
        }
        names
    }

    /// The schools in which the audience has somebody.
    pub(crate) fn schools_reached(&self, audience: &Audience) -> BTreeSet<EstablishmentId> {
        let mut reached = BTreeSet::new();
        for target in audience.targets() {
            if target.criteria().names_people() {
                let mut named = Named::default();
                named.add(self, target);
                reached.extend(named.schools(self));
                continue;
            }
            let grid = self.grid_for(std::slice::from_ref(target));
            let matcher = Matcher::new(self, target);
            let hit = |cohort: &&IndexedCohort| cohort.has_people() && matcher.matches(cohort);
            let cohorts = grid.of_schools(target.establishments());
            reached.extend(cohorts.filter(hit).map(|cohort| cohort.establishment));
        }
        reached
    }
}

fn text<T: AsRef<str>>(names: &[Option<T>], position: u32) -> Option<&str> {
    names.get(position as usize)?.as_ref().map(AsRef::as_ref)
}
