use serde::{Deserialize, Serialize};

use crate::directory::{Profile, SchoolLevel, StaffFunction, SubLevel, TeachingSubject};

/// The values that exist in the chosen schools for the chosen profiles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetOptions {
    pub profiles: Vec<Profile>,
    pub levels: Vec<SchoolLevel>,
    pub sub_levels: Vec<SubLevel>,
    pub functions: Vec<StaffFunction>,
    pub subjects: Vec<TeachingSubject>,
}
