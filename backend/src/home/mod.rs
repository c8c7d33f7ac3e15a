//! What a reader sees now: announcements are evaluated when somebody reads.

mod board;
mod pages;
mod sightings;
mod today;

pub use pages::{HomePages, ReaderPage, announcements_for};
pub use sightings::note_sightings;
pub use today::today_of;
