use domain::communications::channels::announcement::SentAnnouncement;
use leptos::prelude::*;

use super::Cells;
use crate::{components::SeverityBadge, words};

pub fn cells(announcement: &SentAnnouncement) -> Cells {
    let SentAnnouncement { severity, first_day, last_day } = *announcement;
    Cells {
        kind: view! { <SeverityBadge severity /> }.into_any(),
        when: view! {
            <time datetime=first_day.to_string()>{words().dates.date(first_day)}</time>
            " – "
            <time datetime=last_day.to_string()>{words().dates.date(last_day)}</time>
        }
        .into_any(),
        when_label: words().sent.period,
    }
}
