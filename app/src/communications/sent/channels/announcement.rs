use domain::communications::channels::announcement::SentAnnouncement;
use leptos::prelude::*;

use super::{Cells, cells::days};
use crate::{components::SeverityBadge, words};

pub fn cells(announcement: &SentAnnouncement) -> Cells {
    let SentAnnouncement { severity, first_day, last_day } = *announcement;
    Cells {
        kind: view! { <SeverityBadge severity /> }.into_any(),
        when: days(first_day, last_day),
        when_label: words().sent.period,
    }
}
