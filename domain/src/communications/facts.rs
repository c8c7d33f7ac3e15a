use serde::{Deserialize, Serialize};

use super::{
    channels::ContentFacts,
    status::{SchoolCounts, Status},
};
use crate::time::Millis;

/// What is known of a communication in all its schools together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusFacts {
    pub cancelled_at: Option<Millis>,
    pub schools: SchoolCounts,
    pub content: ContentFacts,
}

impl StatusFacts {
    /// The status at `now`. Cancelled outranks everything; the rest is told by the channel.
    pub fn status(&self, now: Millis) -> Status {
        if self.cancelled_at.is_some() { Status::Cancelled } else { self.content.status(self.schools, now) }
    }
}
