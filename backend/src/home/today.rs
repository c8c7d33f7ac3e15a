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
    let now = backend.clock.now();
    let today = stored::day(now, zone)?;
    let (local, utc) = (now.local(zone), now.to_utc().map(|at| at.naive_utc()));
    let offset = local.zip(utc).map_or(0, |(local, utc)| (local - utc).num_minutes());
    Ok(ReaderClock { today, offset: i32::try_from(offset).unwrap_or_default() })
}
