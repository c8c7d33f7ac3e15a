use chrono::NaiveDate;

use crate::{Backend, Error, Result, access::Caller};

/// The civil day in the reader's school.
pub fn today_of(backend: &Backend, caller: &Caller) -> Result<NaiveDate> {
    let now = backend.clock.now();
    now.day(caller.own_zone()).ok_or_else(|| Error::Inconsistent(format!("instant {}", now.0)))
}
