//! What each channel shows in the list: one file a channel, and a line in the list of this page.

mod announcement;
mod message;

use domain::communications::SentContent;
use leptos::prelude::*;

/// What a channel shows in the cells that the table has for it.
pub struct Cells {
    /// Beside the title.
    pub kind: AnyView,
    /// *Période* or *Envoi*, and which.
    pub when: AnyView,
    pub when_label: &'static str,
}

/// The list of the channels.
pub fn cells_of(content: &SentContent) -> Cells {
    match content {
        SentContent::Announcement(announcement) => announcement::cells(announcement),
        SentContent::Message(message) => message::cells(message),
    }
}
