//! *Communication*: the channel and its content. Each channel is a file or a folder here, and a line
//! in `channels.rs`.

mod announcement;
mod channel_field;
mod channels;
mod editor;
mod fields;
mod message;
mod news;
mod part;
mod period;
mod second;
mod state;
mod title;
mod told;

use domain::communications::Channel;
use leptos::prelude::*;

use self::{channel_field::ChannelField, channels::PARTS, second::SecondField};
pub use self::{
    channels::{part_of, propose},
    fields::{blank, whole},
    second::second_of,
    state::{Articles, Content},
};
use super::files::FilesField;

/// The choice of the channel, and the controls of all channels: the text first, its language below it. The
/// files are those of whatever channel is chosen. The style sheet hides the controls of the other channels,
/// so that switching back and forth loses nothing.
#[component]
pub fn ContentFields(
    /// Below the choice of the channel: why its perimeters did not come.
    children: Children,
) -> impl IntoView {
    let content = expect_context::<Content>();
    let offered = move || PARTS.iter().filter(move |part| content.offers(part.channel));
    let takes_files = Channel::WITH_FILES.into_iter().any(|channel| content.offers(channel));
    view! {
        <div class="card compose-body">
            <ChannelField />
            {children()}
            {offered().map(|part| (part.text)()).collect_view()}
            <SecondField titled=takes_files />
            {offered().map(|part| (part.fields)()).collect_view()}
            {takes_files.then(|| view! { <div class="compose-part of-files"><FilesField /></div> })}
        </div>
    }
}
