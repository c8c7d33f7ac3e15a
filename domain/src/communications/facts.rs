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
    /// Until when its author can take it back; nobody sees it before.
    #[serde(default)]
    pub held_until: Option<Millis>,
    pub schools: SchoolCounts,
    pub content: ContentFacts,
}

impl StatusFacts {
    /// The status at `now`. Cancellation comes first; the channel decides the rest.
    pub fn status(&self, now: Millis) -> Status {
        if self.cancelled_at.is_some() {
            Status::Cancelled
        } else if self.is_held(now) {
            Status::Pending
        } else {
            self.content.status(self.schools, now)
        }
    }

    /// When its status may change by itself after `now`.
    pub fn next_change(&self, now: Millis) -> Option<Millis> {
        let released = self.held_until.filter(|until| *until > now);
        released.into_iter().chain(self.content.next_change(now)).min()
    }

    /// Not once a school has it, whatever the clock of this process says.
    fn is_held(&self, now: Millis) -> bool {
        let begun = self.schools.published > 0 || self.schools.failed > 0;
        !begun && self.held_until.is_some_and(|until| now < until)
    }
}
