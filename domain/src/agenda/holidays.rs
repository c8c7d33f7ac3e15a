//! School holidays, as the ministry and the académies publish them. Add each year when it is
//! published: nothing else has to change.

use chrono::NaiveDate;

values::coded! {
    /// Where the same holidays hold.
    HolidayZone {
        A => "A",
        B => "B",
        C => "C",
        /// La Réunion
        Reunion => "reunion",
    }
}

type Day = (i32, u32, u32);

/// A day within the last holidays that the table knows.
pub fn known_until(zone: HolidayZone) -> NaiveDate {
    let last = of(zone).flatten().map(|(_, last)| *last).max();
    last.and_then(date).unwrap_or_default()
}

/// Whether the pupils of a zone have holidays on a day. A day after [`known_until`] is none.
pub fn is_holiday(zone: HolidayZone, day: NaiveDate) -> bool {
    of(zone).flatten().any(|(first, last)| {
        date(*first).is_some_and(|first| first <= day) && date(*last).is_some_and(|last| day <= last)
    })
}

fn date((year, month, day): Day) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn of(zone: HolidayZone) -> impl Iterator<Item = &'static [(Day, Day)]> {
    let (shared, own): (&[_], &[_]) = match zone {
        HolidayZone::A => (&MAINLAND, &ZONE_A),
        HolidayZone::B => (&MAINLAND, &ZONE_B),
        HolidayZone::C => (&MAINLAND, &ZONE_C),
        HolidayZone::Reunion => (&[], &REUNION),
    };
    [shared, own].into_iter()
}

/// First and last day without lessons: autumn, Christmas, Ascension, summer.
const MAINLAND: [(Day, Day); 8] = [
    ((2025, 10, 18), (2025, 11, 2)),
    ((2025, 12, 20), (2026, 1, 4)),
    ((2026, 5, 14), (2026, 5, 17)),
    ((2026, 7, 4), (2026, 8, 31)),
    ((2026, 10, 17), (2026, 11, 1)),
    ((2026, 12, 19), (2027, 1, 3)),
    ((2027, 5, 6), (2027, 5, 9)),
    ((2027, 7, 3), (2027, 8, 31)),
];

/// Winter and spring.
const ZONE_A: [(Day, Day); 4] = [
    ((2026, 2, 7), (2026, 2, 22)),
    ((2026, 4, 4), (2026, 4, 19)),
    ((2027, 2, 13), (2027, 2, 28)),
    ((2027, 4, 10), (2027, 4, 25)),
];
const ZONE_B: [(Day, Day); 4] = [
    ((2026, 2, 14), (2026, 3, 1)),
    ((2026, 4, 11), (2026, 4, 26)),
    ((2027, 2, 20), (2027, 3, 7)),
    ((2027, 4, 17), (2027, 5, 2)),
];
const ZONE_C: [(Day, Day); 4] = [
    ((2026, 2, 21), (2026, 3, 8)),
    ((2026, 4, 18), (2026, 5, 3)),
    ((2027, 2, 6), (2027, 2, 21)),
    ((2027, 4, 3), (2027, 4, 18)),
];

/// The school year there has five periods.
const REUNION: [(Day, Day); 10] = [
    ((2025, 10, 11), (2025, 10, 26)),
    ((2025, 12, 19), (2026, 1, 20)),
    ((2026, 2, 28), (2026, 3, 15)),
    ((2026, 5, 2), (2026, 5, 17)),
    ((2026, 7, 4), (2026, 8, 17)),
    ((2026, 10, 10), (2026, 10, 25)),
    ((2026, 12, 19), (2027, 1, 31)),
    ((2027, 3, 16), (2027, 3, 29)),
    ((2027, 5, 5), (2027, 5, 18)),
    ((2027, 7, 3), (2027, 7, 31)),
];
