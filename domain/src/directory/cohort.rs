use serde::{Deserialize, Serialize};

use super::{Profile, SchoolLevel, StaffFunction, SubLevel, TeachingSubject};
use crate::EstablishmentId;

/// Everything that targets can select by in one membership of one person in one school.
///
/// People whom no target can distinguish share a cohort, so a directory of a million people has
/// about ten thousand cohorts. A person with two functions is in two cohorts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cohort {
    pub establishment: EstablishmentId,
    pub profile: Profile,
    pub level: Option<SchoolLevel>,
    pub sub_level: Option<SubLevel>,
    pub function: Option<StaffFunction>,
    pub subject: Option<TeachingSubject>,
}
