//! *Messagerie ENT*: the content of a message, when it is sent, and what its readers are asked to
//! do.

mod body;
mod facts;
mod options;
mod schedule;
mod send_at;
mod subject;

use domain::communications::Channel;
use leptos::prelude::*;

use self::{
    body::Body,
    facts::facts,
    options::{Acknowledgements, RepliesAndCopy},
    send_at::SendAtField,
    subject::Subject,
};
use super::{fields::moment, part::Part};
use crate::{communications::compose::files::FilesField, words};

pub const PART: Part = Part {
    channel: Channel::Message,
    fields: || view! { <Fields /> }.into_any(),
    facts,
    reached: |people| words().compose.people_will_get_it(people),
    propose: |input, now| schedule::propose(moment(input), now),
};

#[component]
fn Fields() -> impl IntoView {
    view! {
        <div class="compose-part of-message">
            <SendAtField />
            <Subject />
            <Body />
            <FilesField />
            <Acknowledgements />
            <RepliesAndCopy />
        </div>
    }
}
