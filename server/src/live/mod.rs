//! Pages that update by themselves: server-sent events that bring what is new, or say that there is
//! something.

mod announcements;
mod changes;
mod communication;
mod import;
mod inbox;

use serde::Deserialize;

pub use self::{announcements::announcements, communication::communication, import::import, inbox::inbox};

/// The query of a stream.
#[derive(Deserialize)]
pub struct Shown {
    /// The version that the page shows.
    #[serde(default)]
    version: String,
}
