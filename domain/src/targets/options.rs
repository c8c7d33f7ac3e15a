use serde::{Deserialize, Serialize};

use super::CriterionKind;
use crate::directory::{
    Profile, SchoolClass, SchoolGroup, SchoolLevel, StaffFunction, SubLevel, TeachingSubject,
};

/// The values that exist in the chosen schools for the chosen profiles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetOptions {
    pub profiles: Vec<Profile>,
    pub levels: Vec<SchoolLevel>,
    pub sub_levels: Vec<SubLevel>,
    pub functions: Vec<StaffFunction>,
    pub subjects: Vec<TeachingSubject>,
    pub classes: Vec<SchoolClass>,
    pub groups: Vec<SchoolGroup>,
    /// Criteria with too many values to list them, as the classes of a region: their lists are empty
    /// here, and the page says so.
    pub too_many: Vec<CriterionKind>,
}

impl TargetOptions {
    /// The most classes, or groups, that are offered.
    pub const MOST: usize = 300;

    /// The values of one criterion, as texts.
    pub fn names(&self, kind: CriterionKind) -> Vec<String> {
        match kind {
            CriterionKind::Level => self.levels.iter().map(ToString::to_string).collect(),
            CriterionKind::SubLevel => self.sub_levels.iter().map(ToString::to_string).collect(),
            CriterionKind::Function => self.functions.iter().map(ToString::to_string).collect(),
            CriterionKind::Subject => self.subjects.iter().map(ToString::to_string).collect(),
            CriterionKind::Class => self.classes.iter().map(ToString::to_string).collect(),
            CriterionKind::Group => self.groups.iter().map(ToString::to_string).collect(),
        }
    }
}
