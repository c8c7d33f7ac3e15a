use std::collections::BTreeSet;

use domain::{
    EstablishmentId,
    directory::{Profile, SchoolClass, SchoolLevel, SubLevel},
    targets::{Criterion, CriterionKind, TargetOptions},
};

use super::index::Index;

impl Index {
    /// The values that exist in these schools: all profiles, and the other criteria among people of
    /// the chosen profiles, where those profiles have such criteria.
    pub fn options(
        &self,
        establishments: &BTreeSet<EstablishmentId>,
        profiles: &Criterion<Profile>,
    ) -> TargetOptions {
        let mut found_profiles = [false; Profile::ALL.len()];
        let mut levels = PresentNames::new(&self.names.levels);
        let mut sub_levels = PresentNames::new(&self.names.sub_levels);
        let mut functions = PresentNames::new(&self.names.functions);
        let mut subjects = PresentNames::new(&self.names.subjects);
        for cohort in self.without_class.of_schools(establishments) {
            found_profiles[cohort.profile.index()] = true;
            if profiles.accepts(Some(&cohort.profile)) {
                levels.note(cohort.level);
                sub_levels.note(cohort.sub_level);
                functions.note(cohort.function);
                subjects.note(cohort.subject);
            }
        }
        let mut options = TargetOptions {
            profiles: Profile::ALL.into_iter().filter(|profile| found_profiles[profile.index()]).collect(),
            levels: levels.offered(CriterionKind::Level, profiles),
            sub_levels: sub_levels.offered(CriterionKind::SubLevel, profiles),
            functions: functions.offered(CriterionKind::Function, profiles),
            subjects: subjects.offered(CriterionKind::Subject, profiles),
            ..TargetOptions::default()
        };
        options.levels.sort_by_key(SchoolLevel::rank);
        options.sub_levels.sort_by_key(SubLevel::rank);
        self.add_classes(&mut options, establishments, profiles);
        options
    }

    /// Adds the classes and groups. Those of many schools are too many to choose from.
    fn add_classes(
        &self,
        options: &mut TargetOptions,
        establishments: &BTreeSet<EstablishmentId>,
        profiles: &Criterion<Profile>,
    ) {
        let mut classes = PresentNames::new(&self.names.classes);
        let mut groups = PresentNames::new(&self.names.groups);
        for cohort in self.by_class.of_schools(establishments) {
            if profiles.accepts(Some(&cohort.profile)) {
                classes.note(cohort.class);
                groups.note(cohort.group);
            }
            if classes.is_too_many() && groups.is_too_many() {
                break;
            }
        }
        for (kind, too_many) in
            [(CriterionKind::Class, classes.is_too_many()), (CriterionKind::Group, groups.is_too_many())]
        {
            if too_many && kind.offered_for(profiles) {
                options.too_many.push(kind);
            }
        }
        if !classes.is_too_many() {
            options.classes = classes.offered(CriterionKind::Class, profiles);
            options.classes.sort_by_key(SchoolClass::rank);
        }
        if !groups.is_too_many() {
            options.groups = groups.offered(CriterionKind::Group, profiles);
        }
    }
}

/// The names of one criterion that were found.
struct PresentNames<'n, T> {
    names: &'n [Option<T>],
    present: Vec<bool>,
    number: usize,
}

impl<'n, T: Clone + AsRef<str>> PresentNames<'n, T> {
    fn new(names: &'n [Option<T>]) -> Self {
        Self { names, present: vec![false; names.len()], number: 0 }
    }

    fn note(&mut self, position: u32) {
        let found = &mut self.present[position as usize];
        // Position 0 is no name.
        self.number += usize::from(!*found && position > 0);
        *found = true;
    }

    fn is_too_many(&self) -> bool {
        self.number > TargetOptions::MOST
    }

    /// The names in alphabetical order, and numbers by their size; none where the criterion makes no
    /// sense.
    fn offered(&self, kind: CriterionKind, profiles: &Criterion<Profile>) -> Vec<T> {
        if !kind.offered_for(profiles) {
            return Vec::new();
        }
        let found = self.names.iter().zip(&self.present).filter(|(_, found)| **found);
        let mut values: Vec<T> = found.filter_map(|(name, _)| name.clone()).collect();
        values.sort_by_cached_key(|value| domain::search::by_number(value.as_ref()));
        values
    }
}
