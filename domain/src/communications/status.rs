//! statut du déploiement and état de publication: never stored, always computed from facts.

use serde::{Deserialize, Serialize};

use crate::time::Millis;

/// What is known of a communication in all its schools together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusFacts {
    pub cancelled_at: Option<Millis>,
    /// Schools it goes to.
    pub sites: u32,
    /// Schools in which it has been published.
    pub published: u32,
    /// Schools in which publishing was given up.
    pub failed: u32,
    /// The earliest begin of the period among the schools.
    pub first_begins_at: Millis,
    /// The latest end of the period among the schools.
    pub last_ends_at: Millis,
    /// Of a message: how far its delivery is. It has no period.
    pub run: Option<RunFacts>,
}

/// What is known of the delivery of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFacts {
    pub due_at: Millis,
    /// People that it goes to; unknown until delivery begins.
    pub expected: Option<u64>,
    /// People whose inbox has it.
    pub delivered: u64,
    pub finished_at: Option<Millis>,
    pub failed_at: Option<Millis>,
}

impl RunFacts {
    fn status(&self, now: Millis) -> Status {
        if self.failed_at.is_some() {
            Status::Failed
        } else if self.finished_at.is_some() {
            Status::Deployed
        } else if now < self.due_at {
            Status::Scheduled
        } else {
            Status::Deploying { done: self.delivered, of: self.expected }
        }
    }
}

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

impl StatusFacts {
    /// The status at `now`. Cancelled outranks everything, an unfinished deployment outranks the
    /// calendar (its sender waits for it), and the end of the last school's period ends the whole.
    pub fn status(&self, now: Millis) -> Status {
        let settled = self.published + self.failed;
        if self.cancelled_at.is_some() {
            Status::Cancelled
        } else if let Some(run) = self.run {
            run.status(now)
        } else if now >= self.last_ends_at {
            Status::Ended
        } else if settled < self.sites {
            Status::Deploying { done: self.published.into(), of: Some(self.sites.into()) }
        } else if self.failed > 0 {
            Status::Failed
        } else if now < self.first_begins_at {
            Status::Scheduled
        } else {
            Status::Deployed
        }
    }
}

/// What is known of a communication in one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SiteFacts {
    pub cancelled_at: Option<Millis>,
    pub published_at: Option<Millis>,
    pub offline_at: Option<Millis>,
    pub failed_at: Option<Millis>,
    pub begins_at: Millis,
    pub ends_at: Millis,
    /// A message: once delivered it is there for good, without a period.
    pub is_message: bool,
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
        if self.cancelled_at.is_some() {
            DeliveryState::Cancelled
        } else if self.is_message {
            match (self.failed_at, self.published_at) {
                (_, Some(_)) => DeliveryState::Delivered,
                (Some(_), None) => DeliveryState::Failed,
                (None, None) => DeliveryState::Waiting,
            }
        } else if now >= self.ends_at {
            DeliveryState::Ended
        } else if self.failed_at.is_some() {
            DeliveryState::Failed
        } else if self.published_at.is_none() || now < self.begins_at {
            DeliveryState::Waiting
        } else if self.offline_at.is_some() {
            DeliveryState::Offline
        } else {
            DeliveryState::Online
        }
    }
}
