//! *Date d'envoi*: the wall clock of a school as an instant, also where the clocks change.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::{communications::SendAt, time::Millis};

fn instant(text: &str) -> Millis {
    text.parse::<DateTime<Utc>>().expect("an instant").into()
}

#[track_caller]
fn goes(zone: Tz, local: &str, expected: &str) {
    let later = SendAt::Later(local.parse().expect("a moment"));
    assert_eq!(later.instant(Millis(0), zone), instant(expected), "{local} in {zone}");
}

#[test]
fn in_paris_summer_and_winter() {
    goes(Tz::Europe__Paris, "2026-10-24T16:46:00", "2026-10-24T14:46:00Z");
    goes(Tz::Europe__Paris, "2026-10-26T16:46:00", "2026-10-26T15:46:00Z");
}

/// On 29 March 2026 there is no half past two in Paris: the message goes when the clock jumps to three.
#[test]
fn a_skipped_time_becomes_the_first_instant_after_it() {
    goes(Tz::Europe__Paris, "2026-03-29T01:59:00", "2026-03-29T00:59:00Z");
    goes(Tz::Europe__Paris, "2026-03-29T02:00:00", "2026-03-29T01:00:00Z");
    goes(Tz::Europe__Paris, "2026-03-29T02:30:00", "2026-03-29T01:00:00Z");
    goes(Tz::Europe__Paris, "2026-03-29T03:00:00", "2026-03-29T01:00:00Z");
}

/// On 25 October 2026 half past two comes twice in Paris: the message goes the first time, once.
#[test]
fn a_time_that_happens_twice_means_the_first() {
    goes(Tz::Europe__Paris, "2026-10-25T02:00:00", "2026-10-25T00:00:00Z");
    goes(Tz::Europe__Paris, "2026-10-25T02:30:00", "2026-10-25T00:30:00Z");
    goes(Tz::Europe__Paris, "2026-10-25T03:00:00", "2026-10-25T02:00:00Z");
}

#[test]
fn on_reunion_the_clocks_never_change() {
    for day in ["2026-03-29", "2026-10-25"] {
        goes(Tz::Indian__Reunion, &format!("{day}T02:30:00"), &format!("{}T22:30:00Z", before(day)));
    }
}

fn before(day: &str) -> String {
    day.parse::<chrono::NaiveDate>().expect("a day").pred_opt().expect("a day before").to_string()
}

#[test]
fn now_is_the_instant_itself() {
    let now = instant("2026-10-25T00:30:00Z");
    assert_eq!(SendAt::Now.instant(now, Tz::Europe__Paris), now);
}
