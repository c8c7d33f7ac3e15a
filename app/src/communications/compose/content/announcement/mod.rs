//! *Annonce*: its controls, and its facts in the question before deployment.

mod facts;
mod link;
mod period;
mod preview;
mod severity;
mod text;

use domain::communications::Channel;
use leptos::prelude::*;

use self::{
    facts::facts, link::LinkField, period::PeriodField, preview::Preview, severity::SeverityField, text::Text,
};
use super::part::Part;
use crate::words;

pub const PART: Part = Part {
    channel: Channel::Announcement,
    fields: || view! { <Fields /> }.into_any(),
    facts: |input, _| facts(input),
    reached: |people| words().compose.people_will_see_it(people),
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
