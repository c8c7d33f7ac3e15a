use chrono::NaiveDate;
use domain::communications::Channel;
use leptos::prelude::*;

use crate::{components::Icon, marks, words};

/// The cells of the table that depend on the channel.
pub struct Cells {
    /// The kind, shown beside the title.
    pub kind: AnyView,
    /// *Période* or *Envoi*, with its dates.
    pub when: AnyView,
    pub when_label: &'static str,
}

/// The channel, with its sign.
pub fn channel(channel: Channel) -> AnyView {
    view! {
        <span class="channel">
            <Icon name=marks::channel_icon(channel) />
            " "
            {words().communications.channel(channel)}
        </span>
    }
    .into_any()
}

/// A period; a day alone, if it is one.
pub fn days(first: NaiveDate, last: NaiveDate) -> AnyView {
    if first == last {
        return view! { <time class="nowrap" datetime=last.to_string()>{words().dates.date(last)}</time> }
            .into_any();
    }
    view! {
        // Two lines at most: a dash never stands alone.
        <span class="nowrap"><time datetime=first.to_string()>{words().dates.date(first)}</time>" –"</span>
        " "
        <time class="nowrap" datetime=last.to_string()>{words().dates.date(last)}</time>
    }
    .into_any()
}
