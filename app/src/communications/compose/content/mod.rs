//! *Communication*: the channel and its content. Each channel is a file or a folder here, and a line
//! in `channels.rs`.

mod announcement;
mod channel_field;
mod channels;
mod fields;
mod message;
mod part;
mod state;

use leptos::prelude::*;

use self::{channel_field::ChannelField, channels::PARTS};
pub use self::{
    channels::{part_of, propose},
    fields::{blank, whole},
    state::Content,
};

/// The choice of the channel, and the controls of all channels. The style sheet hides those of the
/// other channels, so that switching back and forth loses nothing.
#[component]
pub fn ContentFields() -> impl IntoView {
    let content = expect_context::<Content>();
    let offered = PARTS.iter().filter(|part| content.offers(part.channel));
    view! {
        <div class="card compose-body">
            <ChannelField />
            {offered.map(|part| (part.fields)()).collect_view()}
        </div>
    }
}
