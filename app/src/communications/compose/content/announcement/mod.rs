//! *Annonce*: its controls, and its facts in the question before deployment.

mod also;
mod article;
mod elsewhere;
mod facts;
mod fields;
mod link;
mod preview;
mod public;
mod severity;
mod text;

use domain::communications::Channel;
use leptos::prelude::*;

use self::{
    elsewhere::Elsewhere, facts::facts, link::LinkField, preview::Preview, severity::SeverityField,
    text::Text,
};
use super::{
    Content,
    part::Part,
    period::{PeriodField, PeriodIds},
};
use crate::words;

pub const PART: Part = Part {
    channel: Channel::Announcement,
    text: || view! { <Written /> }.into_any(),
    fields: || view! { <Fields /> }.into_any(),
    facts: |input, _| facts(input),
    reached: |people| words().compose.people_will_see_it(people),
    propose: |_, _| (),
};

const PERIOD: PeriodIds = PeriodIds { first: "periode-debut", last: "periode-fin", hint: "periode-aide" };

#[component]
fn Written() -> impl IntoView {
    view! {
        <div class="compose-part of-announcement">
            <SeverityField />
            <Text />
        </div>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let content = expect_context::<Content>();
    view! {
        <div class="compose-part of-announcement">
            <LinkField />
            <PeriodField ids=PERIOD first=content.first_day() last=content.last_day() />
            <Elsewhere />
            <Preview />
        </div>
    }
}
