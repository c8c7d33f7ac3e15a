//! Notifications that the program sends by itself, one for each cell in the last line of the table
//! of rights. Each is a message in an inbox, written by a job that the event enqueues, once for
//! each event.

mod about;
mod own;
mod schools;
mod state_changed;

pub(crate) use own::{cancelled, deployed, failed};
pub use state_changed::{StateChanged, state_changed};

use domain::PersonId;

use crate::delivery::Letter;

/// A letter that the program writes, and its recipients.
pub(crate) struct Post {
    pub letter: Letter,
    pub people: Vec<PersonId>,
}
