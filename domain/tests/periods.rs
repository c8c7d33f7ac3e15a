//! A period is days on the wall clock of a school; these tests compare it with the calendar.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use chrono_tz::{America, Asia, Europe, Indian, Pacific, TZ_VARIANTS, Tz};
use domain::{
    communications::{Bounds, PublicationPeriod},
    fields::FieldProblem,
    time::{Millis, start_of_day},
};
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;

/// Where French schools are, then zones whose midnight is skipped (São Paulo, Beirut, Havana)
/// or happens twice (Havana).
const ZONES: [Tz; 8] = [
    Europe::Paris,
    Indian::Reunion,
    America::Martinique,
    America::Miquelon,
    Pacific::Noumea,
    America::Sao_Paulo,
    Asia::Beirut,
    America::Havana,
];

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day + Days::new(days)
}

fn bounds(first: NaiveDate, last: NaiveDate, zone: Tz) -> Bounds {
    PublicationPeriod::new(first, last).expect("a period").bounds(zone)
}

fn utc(text: &str) -> Millis {
    text.parse::<NaiveDateTime>().expect("an instant").and_utc().into()
}

fn hours(day: NaiveDate, zone: Tz) -> i64 {
    let Bounds { begins_at, ends_at } = bounds(day, day, zone);
    assert_eq!((ends_at.0 - begins_at.0) % HOUR, 0, "{day}");
    (ends_at.0 - begins_at.0) / HOUR
}

fn any_zone() -> impl Strategy<Value = Tz> {
    proptest::sample::select(&ZONES[..])
}

/// Any day from 2000 to 2100.
fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..=36_890_u64).prop_map(|days| after(day("2000-01-01"), days))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_day_begins_on_that_day_and_not_a_moment_later(zone in any_zone(), day in any_day()) {
        let begin = start_of_day(day, zone);
        prop_assert_eq!(begin.day(zone), Some(day));
        prop_assert_eq!(Millis(begin.0 - 1).day(zone), day.pred_opt());
    }

    #[test]
    fn consecutive_periods_touch(zone in any_zone(), first in any_day(), one in 0..366_u64, two in 0..366_u64) {
        let middle = after(first, one);
        let before = bounds(first, middle, zone);
        let next = bounds(after(middle, 1), after(middle, 1 + two), zone);
        prop_assert!(before.begins_at < before.ends_at);
        prop_assert_eq!(before.ends_at, next.begins_at);
        prop_assert!(before.contains(before.begins_at) && !before.contains(before.ends_at));
    }

    /// The instants are drawn around both ends, where mistakes are likely.
    #[test]
    fn inside_means_that_the_wall_clock_shows_one_of_the_days(
        zone in any_zone(), first in any_day(), length in 0..366_u64,
        at_end in any::<bool>(), shift in prop_oneof![-2..=2_i64, -50 * HOUR..=50 * HOUR],
    ) {
        let last = after(first, length);
        let period = bounds(first, last, zone);
        let now = Millis(shift + if at_end { period.ends_at.0 } else { period.begins_at.0 });
        let today = now.day(zone).expect("a day");
        prop_assert_eq!(period.contains(now), (first..=last).contains(&today), "{}", today);
    }
}

/// A school may be in any time zone of the world.
#[test]
fn every_day_of_two_years_begins_on_time_in_every_zone() {
    for zone in TZ_VARIANTS {
        for day in day("2026-01-01").iter_days().take(731) {
            let begin = start_of_day(day, zone);
            let (today, yesterday) = (begin.day(zone), Millis(begin.0 - 1).day(zone));
            assert_eq!((today, yesterday), (Some(day), day.pred_opt()), "{zone}");
        }
    }
}

#[test]
fn paris_has_one_day_of_23_hours_and_one_of_25_each_year() {
    for year in 2000..=2099 {
        let days = NaiveDate::from_ymd_opt(year, 1, 1).expect("a day").iter_days();
        let odd: Vec<_> = days
            .take_while(|day| day.year() == year)
            .map(|day| (day.month(), hours(day, Europe::Paris)))
            .filter(|(_, hours)| *hours != 24)
            .collect();
        assert_eq!(odd, [(3, 23), (10, 25)], "{year}");
    }
}

#[test]
fn the_same_days_are_other_instants_in_another_zone() {
    let (first, last) = (day("2026-10-05"), day("2026-10-11"));
    let paris = bounds(first, last, Europe::Paris);
    assert_eq!(paris, Bounds { begins_at: utc("2026-10-04T22:00:00"), ends_at: utc("2026-10-11T22:00:00") });
    let reunion = bounds(first, last, Indian::Reunion);
    assert_eq!(
        reunion,
        Bounds { begins_at: utc("2026-10-04T20:00:00"), ends_at: utc("2026-10-11T20:00:00") }
    );
}

#[test]
fn a_midnight_that_is_skipped_gives_the_first_instant_after_it() {
    // The clocks went from 00:00 to 01:00.
    assert_eq!(start_of_day(day("2018-11-04"), America::Sao_Paulo), utc("2018-11-04T03:00:00"));
    assert_eq!(hours(day("2018-11-04"), America::Sao_Paulo), 23);
    assert_eq!(start_of_day(day("2022-03-27"), Asia::Beirut), utc("2022-03-26T22:00:00"));
}

#[test]
fn a_midnight_that_happens_twice_gives_the_earlier() {
    // The clocks went from 01:00 back to 00:00.
    assert_eq!(start_of_day(day("2022-11-06"), America::Havana), utc("2022-11-06T04:00:00"));
    assert_eq!(hours(day("2022-11-06"), America::Havana), 25);
}

/// Samoa left out 30 December 2011 altogether.
#[test]
fn a_day_that_never_existed_is_empty() {
    assert_eq!(hours(day("2011-12-30"), Pacific::Apia), 0);
    assert_eq!(hours(day("2011-12-29"), Pacific::Apia), 24);
}

#[test]
fn both_days_are_included() {
    let week = bounds(day("2026-10-05"), day("2026-10-11"), Europe::Paris);
    assert!(!week.contains(utc("2026-10-04T21:59:59.999")));
    assert!(week.contains(utc("2026-10-04T22:00:00")));
    assert!(week.contains(utc("2026-10-11T21:59:59.999")));
    assert!(!week.contains(utc("2026-10-11T22:00:00")));
}

#[test]
fn a_period_is_at_most_366_days_long() {
    let first = day("2026-01-01");
    assert!(PublicationPeriod::new(first, first).is_ok());
    assert!(PublicationPeriod::new(first, after(first, 365)).is_ok());
    let too_long = FieldProblem::PeriodTooLong { max_days: 366 };
    assert_eq!(PublicationPeriod::new(first, after(first, 366)), Err(too_long));
    assert_eq!(PublicationPeriod::new(after(first, 1), first), Err(FieldProblem::LastBeforeFirst));
}

#[test]
fn instants_and_days_outside_every_calendar_do_not_panic() {
    assert_eq!(Millis(i64::MAX).day(Europe::Paris), None);
    for day in [NaiveDate::MIN, NaiveDate::MAX] {
        for zone in ZONES {
            let _ = bounds(day, day, zone);
        }
    }
}
