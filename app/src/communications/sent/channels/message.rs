use domain::communications::{Channel, channels::message::SentMessage};
use leptos::prelude::*;

use super::{Cells, cells::channel};
use crate::{marks, words};

pub fn cells(message: &SentMessage) -> Cells {
    let due = message.due.local;
    let zone = message.elsewhere.then(|| words().dates.zone(&message.zone));
    Cells {
        kind: channel(Channel::Message),
        when: view! {
            <time datetime=marks::machine_time(due)>{words().dates.date(due.date())} " " {words().dates.time(due)}</time>
            {zone.map(|zone| view! { " " <span class="hint">{zone}</span> })}
        }
        .into_any(),
        when_label: words().sent.sending,
    }
}
