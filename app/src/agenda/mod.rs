//! *Agenda*: one's own and those of spaces, their events, and the form of an event.

mod actions;
mod address;
mod api;
mod event;
mod feed;
mod fields;
mod form;
mod grid;
mod holidays;
mod list;
mod page;
mod repetition;

pub use event::EventPage;
pub use form::{EditEventPage, NewEventPage};
pub use holidays::HolidaysPage;
pub use page::AgendaPage;
