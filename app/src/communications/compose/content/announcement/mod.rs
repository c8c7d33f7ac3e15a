//! *Annonce*: its controls, and what the question before deployment says of it.

mod facts;
mod link;
mod period;
mod preview;
mod severity;
mod text;

use domain::communications::Channel;
use leptos::prelude::*;

use self::{
    facts::Facts, link::LinkField, period::PeriodField, preview::Preview, severity::SeverityField, text::Text,
};
use super::part::Part;

pub const PART: Part = Part {
    channel: Channel::Announcement,
    fields: || view! { <Fields /> }.into_any(),
    facts: || view! { <Facts /> }.into_any(),
    reached: [" personne la verra, dans ", " personnes la verront, dans "],
    propose: |_, _| (),
};

#[component]
fn Fields() -> impl IntoView {
    view! {
        <div class="compose-part of-announcement">
            <SeverityField />
            <Text />
            <LinkField />
            <PeriodField />
            <Preview />
        </div>
    }
}
