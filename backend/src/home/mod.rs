//! What a reader sees now: announcements and *Actualités* are evaluated on each visit.

mod announced;
mod archive;
mod as_sent;
mod board;
mod boards;
mod card;
mod children;
mod corrections;
mod event;
mod fold;
mod for_widgets;
mod in_time;
mod items;
mod lists;
mod once;
mod pages;
mod personal;
mod public;
mod readers;
mod today;
mod upcoming;

pub use announced::Announced;
pub use archive::archive_for;
pub use card::{Card, CardFor};
pub use children::children_concerned;
pub use corrections::corrections;
pub use event::{card_of, event_for, items_as_shown, note_shown};
pub use fold::{fold, folded, unfold};
pub use for_widgets::page_for_widget;
pub use in_time::{in_time, or_missing};
pub use lists::Lists;
pub use pages::{HomePages, ReaderPage, announcements_first, announcements_for, items_for, schools_of};
pub use personal::{Personal, PersonalOnce};
pub use public::{First, PublicAnnouncement, PublicBoard, Second, public_board};
pub use today::{clock_of, today_of};
pub use upcoming::agenda_blocks;
