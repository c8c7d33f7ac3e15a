//! statut du déploiement and état de publication: never stored, always computed from facts.

use serde::{Deserialize, Serialize};

use super::period::Bounds;
use crate::time::Millis;

/// statut du déploiement
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Draft,
    Scheduled,
    /// Schools for an announcement, people for a message; of how many is unknown until it begins.
    Deploying {
        done: u64,
        of: Option<u64>,
    },
    Deployed,
    Ended,
    Cancelled,
    Failed,
}

/// In how many schools a communication is, or is not yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolCounts {
    /// Schools it goes to.
    pub all: u32,
    /// Schools in which it has been published.
    pub published: u32,
    /// Schools in which publishing was given up.
    pub failed: u32,
}

/// What is known of a communication in one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SiteFacts {
    pub cancelled_at: Option<Millis>,
    pub published_at: Option<Millis>,
    pub offline_at: Option<Millis>,
    pub failed_at: Option<Millis>,
    /// `None` for what is there for good once delivered, such as a message.
    pub period: Option<Bounds>,
}

/// état de publication in one school
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    Waiting,
    Online,
    /// Of a message: everybody of the school has it.
    Delivered,
    Offline,
    Cancelled,
    Ended,
    Failed,
}

impl SiteFacts {
    /// The state at `now`; people of the school see the communication while it is `Online`.
    pub fn state(&self, now: Millis) -> DeliveryState {
        match self.period {
            _ if self.cancelled_at.is_some() => DeliveryState::Cancelled,
            Some(period) => self.state_in(period, now),
            None => match (self.failed_at, self.published_at) {
                (_, Some(_)) => DeliveryState::Delivered,
                (Some(_), None) => DeliveryState::Failed,
                (None, None) => DeliveryState::Waiting,
            },
        }
    }

    fn state_in(&self, period: Bounds, now: Millis) -> DeliveryState {
        if now >= period.ends_at {
            DeliveryState::Ended
        } else if self.failed_at.is_some() {
            DeliveryState::Failed
        } else if self.published_at.is_none() || now < period.begins_at {
            DeliveryState::Waiting
        } else if self.offline_at.is_some() {
            DeliveryState::Offline
        } else {
            DeliveryState::Online
        }
    }
}
