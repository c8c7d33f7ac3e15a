use serde::{Deserialize, Serialize};

use super::{Profile, SchoolClass, SchoolGroup, SchoolLevel, StaffFunction, SubLevel, TeachingSubject};
use crate::EstablishmentId;

/// Everything that targets can select by in one membership of one person in one school.
///
/// People whom no target can distinguish share a cohort: the pupils of a class, for example, or
/// their parents. A person with two functions is in two cohorts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cohort {
    pub establishment: EstablishmentId,
    pub profile: Profile,
    pub level: Option<SchoolLevel>,
    pub sub_level: Option<SubLevel>,
    pub function: Option<StaffFunction>,
    pub subject: Option<TeachingSubject>,
    pub class: Option<SchoolClass>,
    pub group: Option<SchoolGroup>,
}

impl Cohort {
    /// The people of a profile in a school of whom nothing else is known.
    pub const fn of(establishment: EstablishmentId, profile: Profile) -> Self {
        Self {
            establishment,
            profile,
            level: None,
            sub_level: None,
            function: None,
            subject: None,
            class: None,
            group: None,
        }
    }

    /// The same without class and group.
    #[must_use]
    pub fn without_class(&self) -> Self {
        Self { class: None, group: None, ..self.clone() }
    }
}
