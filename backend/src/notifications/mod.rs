//! Notifications that the program sends by itself, one for each cell in the last line of the table
//! of rights. Each is a message in an inbox, written by a job that the event enqueues, once for
//! each event; and letters about what no longer does what it was meant to.

mod about;
mod concerned;
mod corrected;
mod grants;
mod own;
mod requests;
mod schools;
mod spaces;
mod state_changed;

pub use corrected::{Corrected, corrected};
pub(crate) use grants::{GrantConcerned, grant_concerned};
pub(crate) use own::{cancelled, concerned, deployed, failed, moved};
pub(crate) use requests::about_request;
pub(crate) use spaces::space_concerned;
pub use state_changed::{StateChanged, state_changed};

use domain::PersonId;

use crate::delivery::Letter;

/// A letter that the program writes, and its recipients.
pub(crate) struct Post {
    pub letter: Letter,
    pub people: Vec<PersonId>,
    /// The numbers of the reasons (rows of `concern`) that it tells.
    pub concerns: Vec<i64>,
}

impl Post {
    pub fn new(letter: Letter, people: Vec<PersonId>) -> Self {
        Self { letter, people, concerns: Vec::new() }
    }
}
