use std::collections::{BTreeSet, HashSet};

use domain::{
    EstablishmentId,
    directory::{Profile, SchoolLevel, SubLevel},
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
        let establishments: HashSet<EstablishmentId> = establishments.iter().copied().collect();
        let mut found_profiles = [false; Profile::ALL.len()];
        let mut levels = vec![false; self.names.levels.len()];
        let mut sub_levels = vec![false; self.names.sub_levels.len()];
        let mut functions = vec![false; self.names.functions.len()];
        let mut subjects = vec![false; self.names.subjects.len()];
        for cohort in self.cohorts.iter().filter(|cohort| establishments.contains(&cohort.establishment)) {
            found_profiles[cohort.profile.index()] = true;
            if profiles.accepts(Some(&cohort.profile)) {
                levels[cohort.level as usize] = true;
                sub_levels[cohort.sub_level as usize] = true;
                functions[cohort.function as usize] = true;
                subjects[cohort.subject as usize] = true;
            }
        }
        let mut options = TargetOptions {
            profiles: Profile::ALL.into_iter().filter(|profile| found_profiles[profile.index()]).collect(),
            levels: chosen(CriterionKind::Level, profiles, &self.names.levels, &levels),
            sub_levels: chosen(CriterionKind::SubLevel, profiles, &self.names.sub_levels, &sub_levels),
            functions: chosen(CriterionKind::Function, profiles, &self.names.functions, &functions),
            subjects: chosen(CriterionKind::Subject, profiles, &self.names.subjects, &subjects),
        };
        options.levels.sort_by_key(SchoolLevel::rank);
        options.sub_levels.sort_by_key(SubLevel::rank);
        options
    }
}

fn chosen<T: Clone + Ord + AsRef<str>>(
    kind: CriterionKind,
    profiles: &Criterion<Profile>,
    names: &[Option<T>],
    found: &[bool],
) -> Vec<T> {
    if !kind.offered_for(profiles) {
        return Vec::new();
    }
    let mut values: Vec<T> =
        names.iter().zip(found).filter(|(_, found)| **found).filter_map(|(name, _)| name.clone()).collect();
    values.sort_by_cached_key(|value| domain::search::fold(value.as_ref()));
    values
}
