use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{
    access::Perimeter,
    communications::view::FormClock,
    time::{Millis, Stamp},
};

use crate::{Backend, Error, Result, access::Caller, stored};

/// The clock of a form in one perimeter.
pub(super) fn clock(backend: &Backend, caller: &Caller, perimeter: &Perimeter) -> Result<FormClock> {
    let now = backend.clock.now();
    let zone = form_zone(caller, perimeter)?;
    Ok(FormClock {
        today: today_in(perimeter, now)?,
        now: Stamp::new(now, zone).local,
        zone: zone.name().to_owned(),
    })
}

/// The time zone in which *Date d'envoi* is read: that of the perimeter's schools, or, if they are
/// in several zones, that of the sender's own school.
pub(super) fn form_zone(caller: &Caller, perimeter: &Perimeter) -> Result<Tz> {
    let zones: BTreeSet<&str> = perimeter.schools.iter().map(|school| school.time_zone.as_str()).collect();
    match zones.first() {
        Some(only) if zones.len() == 1 => stored::zone(only),
        _ => Ok(caller.own_zone()),
    }
}

/// Today's date in the perimeter. If it spans several zones, the date in the zone that is furthest
/// ahead, so that a period is not over anywhere before it is deployed.
pub(super) fn today_in(perimeter: &Perimeter, now: Millis) -> Result<NaiveDate> {
    let mut latest = None;
    for school in &perimeter.schools {
        latest = latest.max(now.day(stored::zone(&school.time_zone)?));
    }
    latest
        .or_else(|| now.day(Tz::Europe__Paris))
        .ok_or_else(|| Error::Inconsistent(format!("instant {}", now.0)))
}
