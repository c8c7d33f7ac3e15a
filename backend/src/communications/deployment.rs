use std::collections::BTreeSet;

use chrono_tz::Tz;
use domain::{EstablishmentId, access::Perimeter, time::Millis};

use super::held::Held;
use crate::{access::Caller, files::Form};

/// Who deploys what, and from where: the part of a deployment that every channel receives.
pub(super) struct Deployment<'a> {
    pub caller: &'a Caller,
    pub form_key: &'a str,
    pub perimeter: &'a Perimeter,
    pub schools: &'a BTreeSet<EstablishmentId>,
    /// The time zone in which the form's times are read.
    pub zone: Tz,
    pub now: Millis,
    /// `None` for what goes out at once.
    pub held: Option<&'a Held>,
}

impl Deployment<'_> {
    /// The form in which the files wait.
    pub fn form(&self) -> Form<'_> {
        Form { person: self.caller.person, key: self.form_key }
    }

    /// When something is due that is meant for `at`: not before now, nor while it can be taken back.
    pub fn due(&self, at: Millis) -> Millis {
        at.max(self.now).max(self.held.map_or(self.now, |held| held.until))
    }

    /// The sender as readers see it: the school if there is only one, otherwise the perimeter.
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
