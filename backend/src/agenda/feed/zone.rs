//! `VTIMEZONE`: the wall clock of a zone, as far as a calendar needs it.

use chrono::{DateTime, Days, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, Tz};
use domain::time::Millis;

/// One component for each change of the clocks between two instants, and one for the beginning. They
/// are listed one by one, so that no rule has to be guessed.
pub(super) fn component(zone: Tz, from: Millis, until: Millis) -> String {
    let (from, until) = (from.to_utc().unwrap_or_default(), until.to_utc().unwrap_or_default());
    let start = from.checked_sub_days(Days::new(400)).unwrap_or(from);
    let mut text = format!("BEGIN:VTIMEZONE\r\nTZID:{}\r\n", zone.name());
    text += &observance(zone, start, start);
    let mut at = start;
    while at < until {
        let next = at + TimeDelta::days(1);
        if offset(zone, at) != offset(zone, next) {
            text += &observance(zone, at, change(zone, at, next));
        }
        at = next;
    }
    text + "END:VTIMEZONE\r\n"
}

/// Seconds east of Greenwich.
fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

/// The instant of the change between two instants with different offsets, to the second.
fn change(zone: Tz, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> DateTime<Utc> {
    while after - before > TimeDelta::seconds(1) {
        let middle = before + (after - before) / 2;
        // Whole seconds: no clock changes between them.
        let middle = DateTime::from_timestamp(middle.timestamp(), 0).unwrap_or(middle);
        if offset(zone, middle) == offset(zone, before) { before = middle } else { after = middle }
    }
    after
}

/// What holds from `at` on; `before` is an instant at which the earlier offset held.
fn observance(zone: Tz, before: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let now = zone.offset_from_utc_datetime(&at.naive_utc());
    let kind = if now.dst_offset().is_zero() { "STANDARD" } else { "DAYLIGHT" };
    let earlier = offset(zone, before);
    // The beginning is written on the wall clock as it was until then.
    let local: NaiveDateTime = at.naive_utc() + TimeDelta::seconds(earlier.into());
    format!(
        "BEGIN:{kind}\r\nDTSTART:{}\r\nTZOFFSETFROM:{}\r\nTZOFFSETTO:{}\r\nEND:{kind}\r\n",
        local.format("%Y%m%dT%H%M%S"),
        written(earlier),
        written(now.fix().local_minus_utc()),
    )
}

/// `+0200`, `-0330`
fn written(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;
    use domain::time::instant_at;

    use super::component;

    fn of(zone: Tz, from: &str, until: &str) -> String {
        let at = |day: &str| instant_at(day.parse().expect("a moment"), zone);
        component(zone, at(from), at(until))
    }

    #[test]
    fn both_changes_of_the_clocks_are_listed() {
        let paris = of(Tz::Europe__Paris, "2026-10-01T08:00:00", "2027-04-30T08:00:00");
        for part in [
            "TZID:Europe/Paris\r\n",
            "BEGIN:STANDARD\r\nDTSTART:20261025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n",
            "BEGIN:DAYLIGHT\r\nDTSTART:20270328T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n",
        ] {
            assert!(paris.contains(part), "{part} in {paris}");
        }
    }

    #[test]
    fn a_zone_without_changes_has_one_part() {
        let reunion = of(Tz::Indian__Reunion, "2026-10-01T08:00:00", "2027-04-30T08:00:00");
        assert_eq!(reunion.matches("BEGIN:STANDARD").count(), 1, "{reunion}");
        assert!(reunion.contains("TZOFFSETTO:+0400"), "{reunion}");
    }
}
