//! *Annonce*: its controls, and its facts in the question before deployment.

mod also;
mod article;
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
    also::AlsoMessage, facts::facts, link::LinkField, preview::Preview, public::PublicField,
    severity::SeverityField, text::Text,
};
use super::{
    Content,
    part::Part,
    period::{PeriodField, PeriodIds},
};
use crate::words;

pub const PART: Part = Part {
    channel: Channel::Announcement,
    fields: || view! { <Fields /> }.into_any(),
    facts: |input, _| facts(input),
    reached: |people| words().compose.people_will_see_it(people),
    propose: |_, _| (),
};

const PERIOD: PeriodIds = PeriodIds { first: "periode-debut", last: "periode-fin", hint: "periode-aide" };

#[component]
fn Fields() -> impl IntoView {
    let content = expect_context::<Content>();
    view! {
        <div class="compose-part of-announcement">
            <SeverityField />
            <Text />
            <LinkField />
            <PeriodField ids=PERIOD first=content.first_day() last=content.last_day() />
            <PublicField />
            <AlsoMessage />
            <Preview />
        </div>
    }
}
