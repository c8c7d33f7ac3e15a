//! *Messagerie ENT*: the content of a message, when it is sent, and what its readers are asked to
//! do.

mod facts;
mod fields;
mod options;
mod schedule;
mod send_at;

use domain::communications::{Channel, MAX_SUBJECT_CHARACTERS};
use leptos::prelude::*;

use self::{
    facts::facts,
    fields::moment,
    options::{Acknowledgements, RepliesAndCopy},
    send_at::SendAtField,
};
use super::{
    Content,
    editor::{Editor, EditorOf},
    part::Part,
    title::TitleField,
};
use crate::words;

pub const PART: Part = Part {
    channel: Channel::Message,
    text: || view! { <Written /> }.into_any(),
    fields: || view! { <Fields /> }.into_any(),
    facts,
    reached: |people| words().compose.people_will_get_it(people),
    propose: |input, now| schedule::propose(moment(input), now),
};

fn body() -> EditorOf {
    EditorOf {
        channel: Channel::Message,
        id: "corps",
        plain: "corps-texte",
        count: "corps-compte",
        label: words().compose.message_text,
    }
}

#[component]
fn Written() -> impl IntoView {
    let content = expect_context::<Content>();
    view! {
        <div class="compose-part of-message">
            <SendAtField />
            <TitleField
                id="objet"
                label=words().compose.subject
                count_id="objet-compte"
                most=MAX_SUBJECT_CHARACTERS
                value=content.subject()
            />
            <Editor of=body() html=content.body() />
        </div>
    }
}

#[component]
fn Fields() -> impl IntoView {
    view! {
        <div class="compose-part of-message">
            <Acknowledgements />
            <RepliesAndCopy />
        </div>
    }
}
