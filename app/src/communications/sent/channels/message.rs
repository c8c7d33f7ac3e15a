use domain::communications::{Channel, channels::message::SentMessage};
use leptos::prelude::*;

use super::Cells;
use crate::{components::Icon, marks, words};

pub fn cells(message: &SentMessage) -> Cells {
    let due = message.due.local;
    Cells {
        kind: view! {
            <span class="channel">
                <Icon name=marks::channel_icon(Channel::Message) />
                " "
                {words().communications.channel(Channel::Message)}
            </span>
        }
        .into_any(),
        when: view! {
            <time datetime=marks::machine_time(due)>{words().dates.date(due.date())} " " {words().dates.time(due)}</time>
        }
        .into_any(),
        when_label: words().sent.sending,
    }
}
