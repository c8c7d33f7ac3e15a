//! The list of channels that a communication is composed for.

use chrono::NaiveDateTime;
use domain::communications::CommunicationInput;

use super::{announcement, message, part::Part};

pub static PARTS: [Part; 2] = [announcement::PART, message::PART];

/// The part of a channel, by its code; of the first for a code that is unknown.
pub fn part_of(channel: &str) -> &'static Part {
    PARTS.iter().find(|part| part.channel.code() == channel).unwrap_or(&PARTS[0])
}

/// Fills in what a form proposes, for each channel: it may still be changed.
pub fn propose(input: &mut CommunicationInput, now: NaiveDateTime) {
    for part in &PARTS {
        (part.propose)(input, now);
    }
}
