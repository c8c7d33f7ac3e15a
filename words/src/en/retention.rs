//! For how long data are kept.

use domain::retention::{COUNTED, Kept};

use super::numbers::number;
use crate::rooms::Retention;

pub(super) const RETENTION: Retention = Retention {
    title: "Data retention",
    about: "What has been kept long enough is deleted every hour, in small steps. The activity log keeps the proof: how much, and when. The figures of communications stay.",
    not_chosen: "These periods are proposed.",
    not_chosen_hint: "Until they are saved, only the data of people who left are deleted.",
    periods: "Periods, in days",
    try_them: "See what would be deleted",
    what_goes: "What the next step would delete",
    column_kind: "Data",
    column_days: "Days",
    column_due: "To be deleted",
    store: "Save these periods",
    store_hint: "What is deleted does not come back.",
    stored: "The periods are saved.",
    stored_hint: "They apply from the next hour on.",
    journal_fixed: "The period of the activity log is fixed in the configuration of the server.",
    kept,
    hint,
    due,
};

pub(super) const fn kept(kind: Kept) -> &'static str {
    match kind {
        Kept::People => "People who left",
        Kept::Messages => "Messages, with attachments and replies",
        Kept::Shown => "Announcements and news that are over",
        Kept::Drafts => "Drafts",
        Kept::Mail => "Records of e-mail copies",
        Kept::Journal => "Activity log",
    }
}

const fn hint(kind: Kept) -> &'static str {
    match kind {
        Kept::People => {
            "From 7 to 88 days after they left: the law allows three months at most. Anyone who returns before finds everything again."
        }
        Kept::Messages => {
            "From 180 to 3,650 days after sending. A conversation stays as long as its last reply is more recent."
        }
        Kept::Shown => "From 180 to 3,650 days after the end of their period.",
        Kept::Drafts => "From 30 to 1,095 days after the last change.",
        Kept::Mail => "From 1 to 90 days after sending or giving up.",
        Kept::Journal => "From 180 to 3,650 days. What is left can still be verified.",
    }
}

fn due(count: u64) -> String {
    if count > COUNTED { format!("more than {}", number(COUNTED)) } else { number(count) }
}

#[cfg(test)]
mod tests {
    use domain::retention::Kept;

    use super::{hint, number};

    #[test]
    fn a_hint_says_the_bounds() {
        for kind in Kept::ALL {
            let bounds = kind.bounds();
            for days in [bounds.least, bounds.most] {
                assert!(hint(kind).contains(&number(days.into())), "{kind:?}: {days}");
            }
        }
    }
}
