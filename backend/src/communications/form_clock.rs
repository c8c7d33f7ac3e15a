use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{
    access::{Perimeter, School},
    communications::{CommunicationInput, view::FormClock},
    time::{Millis, Stamp},
};

use crate::{Backend, Result, access::Caller, stored};

/// The clock of a form in one perimeter.
pub(super) fn clock(
    backend: &Backend,
    caller: &Caller,
    perimeter: &Perimeter,
    input: &CommunicationInput,
) -> Result<FormClock> {
    let now = backend.clock.now();
    let zone = form_zone(caller, perimeter)?;
    Ok(FormClock {
        today: today_for(perimeter, input, now)?,
        proposed: proposed_day(caller, perimeter, now)?,
        now: Stamp::new(now, zone).local,
        zone: zone.name().to_owned(),
        elsewhere: zone != caller.own_zone(),
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

/// The schools of a perimeter that a form aims at; all of them as long as it names none.
fn aimed<'a>(perimeter: &'a Perimeter, input: &CommunicationInput) -> Vec<&'a School> {
    let everywhere = input.targets.iter().any(|target| !target.custom_establishments);
    let named = |school: &School| {
        let id = school.id.to_string();
        input.targets.iter().any(|target| target.establishments.contains(&id))
    };
    let some: Vec<&School> = perimeter.schools.iter().filter(|school| everywhere || named(school)).collect();
    if some.is_empty() { perimeter.schools.iter().collect() } else { some }
}

/// Today's date in the schools that a form aims at. If they are in several zones, the date in the
/// zone that is furthest ahead, so that a period is not over anywhere before it is deployed.
pub(super) fn today_for(perimeter: &Perimeter, input: &CommunicationInput, now: Millis) -> Result<NaiveDate> {
    let mut latest = None;
    for school in aimed(perimeter, input) {
        latest = latest.max(now.day(stored::zone(&school.time_zone)?));
    }
    latest.map_or_else(|| stored::day(now, Tz::Europe__Paris), Ok)
}

/// The first day that a new form proposes: that of [`form_zone`], which is today for its author, even
/// if a school far away has tomorrow already.
pub(super) fn proposed_day(caller: &Caller, perimeter: &Perimeter, now: Millis) -> Result<NaiveDate> {
    let own = now.day(form_zone(caller, perimeter)?);
    let today = today_for(perimeter, &CommunicationInput::default(), now)?;
    Ok(own.map_or(today, |own| own.min(today)))
}
