//! The list of channels that a communication is composed for.

use chrono::NaiveDateTime;
use domain::communications::CommunicationInput;

use super::{announcement, message, news, part::Part};

pub static PARTS: [Part; 3] = [announcement::PART, message::PART, news::PART];

/// The part of a channel, by its code; an unknown code gives the first channel.
pub fn part_of(channel: &str) -> &'static Part {
    PARTS.iter().find(|part| part.channel.code() == channel).unwrap_or(&PARTS[0])
}

/// Fills in the proposed values of each channel; the sender may change them.
pub fn propose(input: &mut CommunicationInput, now: NaiveDateTime) {
    for part in &PARTS {
        (part.propose)(input, now);
    }
}
