use domain::{
    directory::Profile,
    targets::{Criterion, ResolvedTarget},
};

use super::{grid::IndexedCohort, index::Index};

/// The criteria of a target translated to the index's vocabulary, without its schools and the people
/// that it names: each name is looked up once, not once for each cohort.
pub(super) struct Matcher<'a> {
    profiles: &'a Criterion<Profile>,
    levels: Vec<bool>,
    sub_levels: Vec<bool>,
    functions: Vec<bool>,
    subjects: Vec<bool>,
    classes: Vec<bool>,
    groups: Vec<bool>,
}

impl<'a> Matcher<'a> {
    pub fn new(index: &Index, target: &'a ResolvedTarget) -> Self {
        let criteria = target.criteria();
        Self {
            profiles: &criteria.profiles,
            levels: accepted(&index.names.levels, &criteria.levels),
            sub_levels: accepted(&index.names.sub_levels, &criteria.sub_levels),
            functions: accepted(&index.names.functions, &criteria.functions),
            subjects: accepted(&index.names.subjects, &criteria.subjects),
            classes: accepted(&index.names.classes, &criteria.classes),
            groups: accepted(&index.names.groups, &criteria.groups),
        }
    }

    pub fn matches(&self, cohort: &IndexedCohort) -> bool {
        // A class first: it leaves the fewest.
        self.classes[cohort.class as usize]
            && self.groups[cohort.group as usize]
            && self.levels[cohort.level as usize]
            && self.sub_levels[cohort.sub_level as usize]
            && self.functions[cohort.function as usize]
            && self.subjects[cohort.subject as usize]
            && self.profiles.accepts(Some(&cohort.profile))
    }
}

fn accepted<T: Ord>(names: &[Option<T>], criterion: &Criterion<T>) -> Vec<bool> {
    names.iter().map(|name| criterion.accepts(name.as_ref())).collect()
}
