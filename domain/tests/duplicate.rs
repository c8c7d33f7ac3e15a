//! *Dupliquer*: what the new form takes over, and what it resets.

mod form;

use domain::communications::{CommunicationInput, DuplicateMode};
use form::{day, filled, today};

fn blank() -> CommunicationInput {
    CommunicationInput::blank(today())
}

#[test]
fn with_the_same_targets() {
    let original = filled();
    let copy = DuplicateMode::Targets.apply(&original, today());
    let expected = CommunicationInput { perimeter: original.perimeter, targets: original.targets, ..blank() };
    assert_eq!(copy, expected);
}

#[test]
fn with_the_same_description() {
    let original = filled();
    let copy = DuplicateMode::Content.apply(&original, today());
    assert_eq!(copy, CommunicationInput { targets: blank().targets, ..original });
}

#[test]
fn a_copy_of_both_parts_is_the_original_form() {
    assert_eq!(DuplicateMode::Both.apply(&filled(), today()), filled());
}

#[test]
fn a_running_or_coming_period_is_kept() {
    for now in ["2026-09-01", "2026-10-05", "2026-10-09"] {
        let copy = DuplicateMode::Both.apply(&filled(), day(now));
        assert_eq!(
            (&*copy.announcement.first_day, &*copy.announcement.last_day),
            ("2026-10-05", "2026-10-09"),
            "{now}"
        );
    }
}

#[test]
fn a_period_that_is_over_gives_way_to_a_fresh_one() {
    let copy = DuplicateMode::Content.apply(&filled(), day("2026-10-10"));
    assert_eq!((&*copy.announcement.first_day, &*copy.announcement.last_day), ("2026-10-10", "2026-10-17"));
}

/// A copy keeps a wrong date too, so that the person sees and corrects it.
#[test]
fn an_invalid_day_is_kept_for_the_author_to_correct() {
    let mut original = filled();
    original.announcement.last_day = "bientôt".to_owned();
    assert_eq!(DuplicateMode::Both.apply(&original, today()), original);
}

#[test]
fn a_copy_can_be_deployed_at_once() {
    for now in [today(), day("2031-01-01")] {
        let copy = DuplicateMode::Both.apply(&filled(), now);
        assert!(copy.parse(now).is_ok());
    }
}
