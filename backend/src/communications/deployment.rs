use std::collections::BTreeSet;

use chrono_tz::Tz;
use domain::{EstablishmentId, access::Perimeter, time::Millis};

use crate::access::Caller;

/// What is deployed by whom, from where: what every channel is told.
pub(super) struct Deployment<'a> {
    pub caller: &'a Caller,
    pub form_key: &'a str,
    pub perimeter: &'a Perimeter,
    pub schools: &'a BTreeSet<EstablishmentId>,
    /// On whose wall clock the form says a moment.
    pub zone: Tz,
    pub now: Millis,
}

impl Deployment<'_> {
    /// Who speaks, as readers see it: the school where it is one alone, else the perimeter.
    pub fn source_name(&self) -> String {
        let perimeter = self.perimeter;
        match (perimeter.authority, self.schools.iter().next()) {
            (None, Some(only)) if self.schools.len() == 1 => {
                perimeter.school(*only).map_or(&perimeter.name, |school| &school.name).clone()
            }
            _ => perimeter.name.clone(),
        }
    }
}
