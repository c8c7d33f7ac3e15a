//! *Actualité*: its controls, and its facts in the question before deployment.

mod facts;
mod fields;
mod picture;

use domain::communications::{Channel, MAX_TITLE_CHARACTERS};
use leptos::prelude::*;

use self::{facts::facts, picture::PictureField};
use super::{
    Content,
    editor::{Editor, EditorOf},
    part::Part,
    period::{PeriodField, PeriodIds},
    title::TitleField,
};
use crate::words;

pub const PART: Part = Part {
    channel: Channel::News,
    text: || view! { <Written /> }.into_any(),
    fields: || view! { <Fields /> }.into_any(),
    facts: |input, _| facts(input),
    reached: |people| words().compose.people_will_see_it(people),
    propose: |_, _| (),
};

fn body() -> EditorOf {
    EditorOf {
        channel: Channel::News,
        id: "actualite-texte",
        plain: "actualite-texte-brut",
        count: "actualite-compte",
        label: words().compose.news_text,
    }
}

const PERIOD: PeriodIds =
    PeriodIds { first: "actualite-debut", last: "actualite-fin", hint: "actualite-periode-aide" };

#[component]
fn Written() -> impl IntoView {
    let content = expect_context::<Content>();
    view! {
        <div class="compose-part of-news">
            <TitleField
                id="actualite-titre"
                label=words().compose.news_title
                count_id="actualite-titre-compte"
                most=MAX_TITLE_CHARACTERS
                value=content.news_title()
            />
            <Editor of=body() html=content.news_body() />
        </div>
    }
}

#[component]
fn Fields() -> impl IntoView {
    let content = expect_context::<Content>();
    view! {
        <div class="compose-part of-news">
            <PictureField />
            <PeriodField ids=PERIOD first=content.news_first_day() last=content.news_last_day() />
        </div>
    }
}
