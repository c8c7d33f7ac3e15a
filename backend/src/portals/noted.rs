use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use domain::{
    PortalId,
    portals::{Refused, RefusedStatement},
    time::Millis,
};

/// The refusals that this process has not stored yet: one entry for each portal and reason, so
/// strangers can fill neither the memory nor the table.
#[derive(Debug, Default)]
pub(super) struct Refusals(Mutex<BTreeMap<(PortalId, Refused), Noted>>);

/// Refusals for one reason.
#[derive(Clone, Debug)]
pub(super) struct Noted {
    /// Of the last one.
    pub detail: String,
    pub times: i64,
    pub last: Millis,
}

impl Refusals {
    /// `portal` is a registered one, or portal 0.
    pub fn note(&self, portal: PortalId, refusal: RefusedStatement, now: Millis) {
        let RefusedStatement { why, detail } = refusal;
        self.add(portal, why, Noted { detail, times: 1, last: now });
    }

    /// Puts back what could not be stored.
    pub fn add(&self, portal: PortalId, why: Refused, noted: Noted) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = waiting.get(&(portal, why)).map_or(0, |before| before.times);
        waiting.insert((portal, why), Noted { times: noted.times.saturating_add(before), ..noted });
    }

    pub fn take(&self) -> BTreeMap<(PortalId, Refused), Noted> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
