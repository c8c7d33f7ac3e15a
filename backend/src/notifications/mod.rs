//! What the program tells people by itself: the last line of the table of rights, cell by cell. Each
//! is a message in an inbox, written in the transaction that causes it, once for each event.

mod about;
mod own;
mod schools;
mod state_changed;
pub(crate) mod texts;

pub(crate) use own::{cancelled, deployed, failed};
pub(crate) use schools::readers;
pub use state_changed::{StateChanged, state_changed};
