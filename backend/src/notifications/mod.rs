//! What the program tells people by itself: the last line of the table of rights, cell by cell. Each
//! is a message in an inbox, written by a job that the event enqueues, once for each event.

mod about;
mod own;
mod schools;
mod state_changed;

pub(crate) use own::{cancelled, deployed, failed};
pub use state_changed::{StateChanged, state_changed};

use domain::PersonId;

use crate::delivery::Letter;

/// A letter that the program writes, and whom it is for.
pub(crate) struct Post {
    pub letter: Letter,
    pub people: Vec<PersonId>,
}
