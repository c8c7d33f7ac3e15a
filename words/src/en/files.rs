//! Tables for a spreadsheet.

use crate::rooms::Files;

pub(super) const FILES: Files = Files {
    journal: "No.|Date|Time|Who|Address|Action|On what|Detail|Result",
    journal_cut: "The rest is not in this file: choose shorter dates to get it.",
    announcement_states: "UAI|School|Town|State|Recipients|Seen by|Last change|Changed by",
    offline_reason: "Reason",
    message_states: "UAI|School|Town|State|Recipients|Delivered|Opened|Confirmed|Last change|Changed by",
    names: "Name|Profile|Year group|Class|Children|Opened|Account",
    confirmed: "Confirmed",
};
