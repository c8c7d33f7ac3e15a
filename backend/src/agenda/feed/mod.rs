//! A person's calendar for other programs, at a private address.

mod address;
mod calendar;
mod text;
mod zone;

pub(super) use address::exists;
pub use address::{renew_feed, revoke_feed};
pub use calendar::{Feed, FeedOf, calendar, one_event};
