use serde::{Deserialize, Serialize};

use super::{Profile, SchoolLevel, StaffFunction, SubLevel, TeachingSubject};
use crate::EstablishmentId;

/// Everything that targeting can tell about one membership of one person in one school.
///
/// People who cannot be told apart by any target share a cohort, so a directory of a million
/// has some ten thousand cohorts; a person with two functions stands in two.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cohort {
    pub establishment: EstablishmentId,
    pub profile: Profile,
    pub level: Option<SchoolLevel>,
    pub sub_level: Option<SubLevel>,
    pub function: Option<StaffFunction>,
    pub subject: Option<TeachingSubject>,
}
