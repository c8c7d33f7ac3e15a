use serde::{Deserialize, Serialize};

use super::{
    channels::ContentFacts,
    status::{SchoolCounts, Status},
};
use crate::time::Millis;

/// The facts about a communication over all its schools.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusFacts {
    pub cancelled_at: Option<Millis>,
    pub schools: SchoolCounts,
    pub content: ContentFacts,
}

impl StatusFacts {
    /// The status at `now`. Cancellation comes first; the channel decides the rest.
    pub fn status(&self, now: Millis) -> Status {
        if self.cancelled_at.is_some() { Status::Cancelled } else { self.content.status(self.schools, now) }
    }
}
