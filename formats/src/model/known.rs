use super::Few;
use crate::record::{Enrolment, FamilyLink, Membership, Person, Teaching};

/// One person and what was said about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub person: Person,
    pub memberships: Few<Membership>,
    pub enrolments: Few<Enrolment>,
    pub teachings: Few<Teaching>,
    /// As a child.
    pub parents: Few<FamilyLink>,
}

impl Known {
    pub(super) const fn new(person: Person) -> Self {
        Self {
            person,
            memberships: Few::new(),
            enrolments: Few::new(),
            teachings: Few::new(),
            parents: Few::new(),
        }
    }
}
