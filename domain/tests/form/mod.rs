//! A form that can be deployed as it stands; each test breaks one thing in it.

use chrono::NaiveDate;
use domain::{
    communications::{CommunicationInput, channels::announcement::AnnouncementInput},
    targets::TargetInput,
};

pub fn today() -> NaiveDate {
    day("2026-10-05")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A warning to the 6e parents of school 1, for this week.
pub fn filled() -> CommunicationInput {
    CommunicationInput {
        perimeter: "school-1".to_owned(),
        targets: vec![parents_of_6e()],
        announcement: AnnouncementInput {
            severity: "warning".to_owned(),
            text: "Réunion de rentrée".to_owned(),
            with_link: true,
            link: "https://ecole.example/rentree".to_owned(),
            first_day: "2026-10-05".to_owned(),
            last_day: "2026-10-09".to_owned(),
            ..AnnouncementInput::default()
        },
        ..CommunicationInput::blank(today())
    }
}

pub fn parents_of_6e() -> TargetInput {
    TargetInput {
        profiles: vec!["National_TUT".to_owned()],
        levels: vec!["6e".to_owned()],
        custom_establishments: true,
        establishments: vec!["1".to_owned()],
        ..TargetInput::default()
    }
}
