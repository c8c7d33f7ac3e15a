//! statut du déploiement and état de publication: never stored, always computed from facts.

use serde::{Deserialize, Serialize};

use super::period::Bounds;
use crate::time::Millis;

/// statut du déploiement
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Draft,
    /// en attente d'envoi: its author can still take it back, and nobody has seen it.
    Pending,
    Scheduled,
    /// Counts schools for an announcement, people for a message; the total is unknown until it
    /// begins.
    Deploying {
        done: u64,
        of: Option<u64>,
    },
    Deployed,
    /// It is where it should be, but nobody gets it.
    Unreached,
    Ended,
    Cancelled,
    Failed,
}

/// How many schools have a communication, and how many do not yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolCounts {
    /// Schools that it goes to.
    pub all: u32,
    /// Schools in which it has been published.
    pub published: u32,
    /// Schools where publishing failed for good.
    pub failed: u32,
    /// Schools that put it offline.
    #[serde(default)]
    pub offline: u32,
}

/// The facts about a communication in one school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SiteFacts {
    pub cancelled_at: Option<Millis>,
    pub published_at: Option<Millis>,
    pub offline_at: Option<Millis>,
    pub failed_at: Option<Millis>,
    /// `None` for what stays for ever once delivered, such as a message.
    pub period: Option<Bounds>,
}

/// état de publication in one school
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    Waiting,
    Online,
    /// For a message: everybody in the school has it.
    Delivered,
    Offline,
    Cancelled,
    Ended,
    Failed,
}

impl DeliveryState {
    pub const ALL: [Self; 7] = [
        Self::Online,
        Self::Delivered,
        Self::Offline,
        Self::Waiting,
        Self::Failed,
        Self::Cancelled,
        Self::Ended,
    ];

    /// The key in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "en-attente",
            Self::Online => "en-ligne",
            Self::Delivered => "distribuee",
            Self::Offline => "hors-ligne",
            Self::Cancelled => "annulee",
            Self::Ended => "terminee",
            Self::Failed => "en-echec",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

impl SiteFacts {
    /// The state at `now`; people in the school see the communication while it is `Online`.
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
