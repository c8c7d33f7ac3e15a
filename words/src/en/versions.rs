//! Corrected texts.

use chrono::NaiveDateTime;

use super::{dates::date_time, numbers::people as count_of};
use crate::rooms::Versions;

pub(super) const VERSIONS: Versions = Versions {
    what_changed: "What has changed since you read it",
    removed_from: "[removed: ",
    removed_to: "]",
    added_from: "[added: ",
    added_to: "]",
    reformatted: "[formatting]",
    correct: "Correct",
    title: "Correct the text",
    stays: "The targets, the period and the type stay as you confirmed them: the correction goes to the same people.",
    present_text: "Current text",
    tell: "Tell the people who had seen the old text",
    tell_hint: "Each of them gets one message. Nobody else is told.",
    always_told: "This is an alert: everyone who has seen it will be told about the correction.",
    beside_follows: "The message of this announcement, which has not gone out yet, gets the same text.",
    beside_stays: "The message that accompanies this announcement does not change: it keeps its text.",
    ask: "Correct…",
    question: "Do you want to correct this text?",
    validate: "Confirm",
    back_to_text: "Back to the text",
    done: "The text is corrected.",
    done_hint: "Readers see the new text from now on.",
    done_early: "Readers will see the new text.",
    history: "Corrections",
    seen_by,
    will_be_told,
    correction,
    picture,
    corrected,
};

/// `Corrected on 04/10/2018 at 15:40`
fn corrected(at: NaiveDateTime) -> String {
    format!("Corrected on {}", date_time(at))
}

fn seen_by(people: u64) -> String {
    match people {
        0 => "Nobody has seen this text yet.".to_owned(),
        1 => "1 person has seen this text.".to_owned(),
        people => format!("{} have seen this text.", count_of(people)),
    }
}

fn will_be_told(people: u64) -> String {
    match people {
        0 => "Nobody will be told by message.".to_owned(),
        people => format!("{} will be told by message.", count_of(people)),
    }
}

fn picture(alternative: &str) -> String {
    format!("[Picture: {alternative}]")
}

fn correction(number: i32, at: NaiveDateTime, by: &str) -> String {
    format!("Correction {number}, on {}, by {by}", date_time(at))
}
