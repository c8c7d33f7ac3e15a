//! What a reader sees now: announcements and *Actualités* are evaluated on each visit.

mod archive;
mod board;
mod boards;
mod children;
mod event;
mod items;
mod pages;
mod readers;
mod today;

pub use archive::archive_for;
pub use children::children_concerned;
pub use event::{event_for, note_shown};
pub use pages::{HomePages, ReaderPage, announcements_for, schools_of};
pub use today::today_of;
