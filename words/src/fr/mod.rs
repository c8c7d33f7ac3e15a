//! French. A translator copies this folder, and fills every word anew.

mod access;
mod accounts;
mod audit;
mod communications;
mod dates;
mod fields;
mod messages;
mod numbers;
mod refusals;
mod targets;

use crate::Words;

pub(crate) static WORDS: Words = Words {
    access: &access::ACCESS,
    accounts: &accounts::ACCOUNTS,
    audit: &audit::AUDIT,
    communications: &communications::COMMUNICATIONS,
    dates: &dates::DATES,
    fields: &fields::FIELDS,
    messages: &messages::MESSAGES,
    numbers: &numbers::NUMBERS,
    refusals: &refusals::REFUSALS,
    targets: &targets::TARGETS,
};
