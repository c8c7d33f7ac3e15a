//! *Période de publication*: first and last day of the form.

mod form;

use domain::fields::FieldProblem::{self, InThePast, LastBeforeFirst, NotADate, PeriodTooLong, Required};
use form::{filled, today};

/// The marked controls; today is 5 October 2026.
fn marked(first: &str, last: &str) -> Vec<(String, FieldProblem)> {
    let mut form = filled();
    (form.announcement.first_day, form.announcement.last_day) = (first.to_owned(), last.to_owned());
    form.parse(today()).err().unwrap_or_default().0.into_iter().collect()
}

#[track_caller]
fn accepted(first: &str, last: &str) {
    assert_eq!(marked(first, last), []);
}

#[track_caller]
fn refused(first: &str, last: &str, field: &str, problem: FieldProblem) {
    assert_eq!(marked(first, last), [(field.to_owned(), problem)]);
}

#[test]
fn a_single_day_is_a_period() {
    accepted("2026-10-05", "2026-10-05");
    accepted(" 2028-02-29 ", "2028-02-29");
}

#[test]
fn the_last_day_is_not_before_the_first() {
    refused("2026-10-09", "2026-10-08", "periode-fin", LastBeforeFirst);
}

/// A first day in the past only means "at once".
#[test]
fn the_last_day_is_not_in_the_past() {
    accepted("2026-10-01", "2026-10-05");
    refused("2026-10-01", "2026-10-04", "periode-fin", InThePast);
}

#[test]
fn both_wrong_orders_at_once_give_one_sentence() {
    refused("2026-10-03", "2026-10-02", "periode-fin", LastBeforeFirst);
}

#[test]
fn a_period_has_366_days_at_most() {
    accepted("2026-10-05", "2027-10-05");
    refused("2026-10-05", "2027-10-06", "periode-fin", PeriodTooLong { max_days: 366 });
    refused("2026-10-05", "2206-10-05", "periode-fin", PeriodTooLong { max_days: 366 });
}

#[test]
fn a_missing_day_is_marked_as_required() {
    refused("", "2026-10-09", "periode-debut", Required);
    refused("2026-10-05", " ", "periode-fin", Required);
}

#[test]
fn days_that_do_not_exist_are_refused() {
    for day in ["2026-02-30", "2027-02-29", "2026-13-01", "2026-00-10", "2026-10-00"] {
        refused(day, "2026-10-09", "periode-debut", NotADate);
        refused("2026-10-05", day, "periode-fin", NotADate);
    }
}

/// Only the format of a date input: other formats would sort wrongly in the database.
#[test]
fn days_in_another_format_are_refused() {
    for day in [
        "05/10/2026",
        "2026-10-5",
        "2026/10/05",
        "20261005",
        "10000-01-01",
        "+10000-1-1",
        "-2026-10-5",
        "+026-10-05",
        "2026-10- 5",
        "2026-10-05T00:00",
        "demain",
        "２０２６-10-05",
    ] {
        refused(day, "2026-10-09", "periode-debut", NotADate);
    }
}

#[test]
fn every_period_stays_within_years_of_four_digits() {
    assert_eq!(marked("+10000-1-1", "+10000-1-1").len(), 2);
    accepted("9999-01-01", "9999-12-31");
}
