//! The form of an event, and when its occurrences take place.

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use domain::{
    agenda::{EventInput, EventTime, MAX_OCCURRENCES, MAX_REPETITION_DAYS, RepetitionEnd},
    fields::FieldProblem,
    time::Millis,
};
use proptest::prelude::*;

fn lesson() -> EventInput {
    EventInput {
        title: " Piscine ".to_owned(),
        first_day: "2026-10-08".to_owned(),
        starts: "10:00".to_owned(),
        ends: "11:30:00".to_owned(),
        interval: "1".to_owned(),
        ..EventInput::default()
    }
}

fn problem(input: &EventInput, field: &str) -> Option<FieldProblem> {
    input.parse().err().and_then(|errors| errors.get(field).cloned())
}

#[test]
fn what_is_typed_becomes_an_event() {
    let event = lesson().parse().expect("an event");
    assert_eq!(event.said.title, "Piscine");
    assert!(event.repetition.is_none());
    let EventTime::Hours { starts, ends } = event.said.time else { panic!("{:?}", event.said.time) };
    assert_eq!(ends - starts, TimeDelta::minutes(90));
    let weekly = EventInput {
        frequency: "weekly".to_owned(),
        days: vec!["MO".to_owned(), "XX".to_owned()],
        count: "3".to_owned(),
        ..lesson()
    };
    let repetition = weekly.parse().expect("an event").repetition.expect("a repetition");
    let days: Vec<&str> = repetition.days.iter().map(|day| day.code()).collect();
    assert_eq!(days, ["MO", "TH"], "the day of the beginning is always one");
    assert_eq!(repetition.end, RepetitionEnd::Count(3));
}

#[test]
fn each_wrong_field_has_its_own_problem() {
    let wrong = |change: fn(&mut EventInput)| {
        let mut input = lesson();
        change(&mut input);
        input
    };
    let long = "é".repeat(151);
    for (input, field, expected) in [
        (wrong(|input| input.title = " ".to_owned()), "titre", FieldProblem::Required),
        (EventInput { title: long, ..lesson() }, "titre", FieldProblem::TooLong { count: 151, max: 150 }),
        (wrong(|input| input.title = "a\nb".to_owned()), "titre", FieldProblem::SeveralLines),
        (wrong(|input| input.title = "\u{200b}\u{7}".to_owned()), "titre", FieldProblem::Required),
        (wrong(|input| input.first_day = "2026-02-30".to_owned()), "debut-date", FieldProblem::NotADate),
        (wrong(|input| input.first_day = "1026-02-03".to_owned()), "debut-date", FieldProblem::NotADate),
        (wrong(|input| input.starts = "25:00".to_owned()), "debut-heure", FieldProblem::NotATime),
        (wrong(|input| input.ends = "10:00".to_owned()), "fin-heure", FieldProblem::EndBeforeStart),
        (wrong(|input| input.last_day = "2026-10-07".to_owned()), "fin-date", FieldProblem::LastBeforeFirst),
        (
            wrong(|input| input.last_day = "2026-12-09".to_owned()),
            "fin-date",
            FieldProblem::EventTooLong { max_days: 62 },
        ),
        (wrong(|input| input.frequency = "hourly".to_owned()), "repetition", FieldProblem::UnknownChoice),
        (
            wrong(|input| {
                input.frequency = "daily".to_owned();
                input.interval = "0".to_owned();
                input.count = "2".to_owned();
            }),
            "intervalle",
            FieldProblem::NotANumber { min: 1, max: 52 },
        ),
        (
            wrong(|input| {
                input.frequency = "daily".to_owned();
                input.count = "401".to_owned();
            }),
            "nombre",
            FieldProblem::NotANumber { min: 1, max: MAX_OCCURRENCES.into() },
        ),
        (
            wrong(|input| {
                input.frequency = "yearly".to_owned();
                input.end = "date".to_owned();
                input.until = "2040-01-01".to_owned();
            }),
            "jusquau",
            FieldProblem::PeriodTooLong { max_days: MAX_REPETITION_DAYS },
        ),
    ] {
        assert_eq!(problem(&input, field), Some(expected), "{input:?}");
    }
}

/// Zones with both changes of the clocks, in other months, and without any.
const ZONES: [Tz; 4] = [Tz::Europe__Paris, Tz::America__Miquelon, Tz::Indian__Reunion, Tz::Pacific__Noumea];

fn any_input() -> impl Strategy<Value = EventInput> {
    let day = (0_i64..1_200).prop_map(|days| {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        (first + TimeDelta::days(days)).to_string()
    });
    let hour = || (0_u32..24, 0_u32..60).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}"));
    (day, hour(), hour(), any::<bool>(), 0_i64..70).prop_map(|(day, starts, ends, whole_days, length)| {
        let last = day.parse::<NaiveDate>().expect("a day") + TimeDelta::days(length);
        EventInput { first_day: day, last_day: last.to_string(), starts, ends, whole_days, ..lesson() }
    })
}

proptest! {
    #[test]
    fn an_event_ends_after_it_begins(input in any_input(), zone in proptest::sample::select(ZONES.to_vec())) {
        let Ok(event) = input.parse() else { return Ok(()) };
        let time = event.said.time;
        let (begins, ends) = time.bounds(zone);
        prop_assert!(begins.plus(60_000) <= ends, "{time:?}");
        prop_assert!(ends <= begins.plus(63 * 24 * 3_600_000), "{time:?}");
        prop_assert!(time.first_day() <= time.last_day());
        // The first and last day of the event are those of its instants.
        prop_assert_eq!(begins.day(zone), Some(time.first_day()));
        prop_assert!(Millis(ends.0 - 1).day(zone) >= Some(time.last_day()));
        // On another day it has the same length on the wall clock.
        let other = time.beginning_on(time.first_day() + TimeDelta::days(200));
        prop_assert_eq!(other.last_day() - other.first_day(), time.last_day() - time.first_day());
        // The form that says the same is read as the same event.
        prop_assert_eq!(EventInput::of(&event.said, None).parse().ok(), Some(event));
    }

    #[test]
    fn whatever_is_typed_is_read_without_a_panic(text in ".{0,40}", frequency in "daily|weekly|monthly|.{0,5}") {
        let input = EventInput {
            title: text.clone(),
            description: text.clone(),
            first_day: text.clone(),
            ends: text.clone(),
            count: text.clone(),
            until: text.clone(),
            except_holidays: text,
            frequency,
            ..lesson()
        };
        let _ = (input.parse(), input.parse_occurrence());
    }
}
