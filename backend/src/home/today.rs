use chrono::NaiveDate;
use domain::home::ReaderClock;

use crate::{Backend, Error, Result, access::Caller};

/// The civil day in the reader's school.
pub fn today_of(backend: &Backend, caller: &Caller) -> Result<NaiveDate> {
    let now = backend.clock.now();
    now.day(caller.own_zone()).ok_or_else(|| Error::Inconsistent(format!("instant {}", now.0)))
}

/// The wall clock in the reader's school.
pub fn clock_of(backend: &Backend, caller: &Caller) -> Result<ReaderClock> {
    let now = backend.clock.now();
    let (local, utc) = (now.local(caller.own_zone()), now.to_utc().map(|at| at.naive_utc()));
    let offset = local.zip(utc).map_or(0, |(local, utc)| (local - utc).num_minutes());
    Ok(ReaderClock { today: today_of(backend, caller)?, offset: i32::try_from(offset).unwrap_or_default() })
}
