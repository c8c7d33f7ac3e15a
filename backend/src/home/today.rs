use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::home::ReaderClock;

use crate::{Backend, Result, access::Caller, stored};

/// The civil day in the reader's school.
pub fn today_of(backend: &Backend, caller: &Caller) -> Result<NaiveDate> {
    Ok(clock_of(backend, caller)?.today)
}

/// The wall clock in the reader's school.
pub fn clock_of(backend: &Backend, caller: &Caller) -> Result<ReaderClock> {
    clock_in(backend, caller.own_zone())
}

/// The wall clock in a time zone.
pub(super) fn clock_in(backend: &Backend, zone: Tz) -> Result<ReaderClock> {
    Ok(ReaderClock { today: stored::day(backend.clock.now(), zone)?, zone })
}
