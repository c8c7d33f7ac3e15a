//! A person's calendar for other programs, at a private address.

mod address;
mod calendar;
mod text;
mod zone;

pub(super) use address::exists;
pub use address::{make_feed, renew_feed, revoke_feed};
pub(crate) use calendar::CALENDARS;
pub use calendar::{Feed, FeedOf, calendar, one_event};
