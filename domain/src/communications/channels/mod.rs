//! The content of a communication: one file per channel.
//!
//! A file holds everything specific to its channel: the content, the part of the form, the facts from
//! which its status is computed, and the data for lists and pages. A new channel needs a new file, and
//! a line in the lists in this file, in `channel.rs` and in `input.rs`.

use serde::{Deserialize, Serialize};

pub mod announcement;
pub mod message;
mod part;

pub use self::part::{Part, Said};
use self::{
    announcement::{Announcement, AnnouncementDetail, AnnouncementFacts, SentAnnouncement},
    message::{MessageDetail, MessageFacts, NewMessage, SentMessage},
};
use super::status::{SchoolCounts, Status};
use crate::{channel::Channel, severity::Severity, time::Millis};

/// The content of a communication, by its channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Content {
    Announcement(Announcement),
    Message(NewMessage),
}

/// The data for the page of a communication, by its channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContentDetail {
    Announcement(AnnouncementDetail),
    Message(MessageDetail),
}

/// The data for a row of *Communications émises*, by its channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SentContent {
    Announcement(SentAnnouncement),
    Message(SentMessage),
}

/// The facts from which the status of a communication is computed, by its channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContentFacts {
    Announcement(AnnouncementFacts),
    Message(MessageFacts),
}

impl Content {
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Announcement(_) => Channel::Announcement,
            Self::Message(_) => Channel::Message,
        }
    }

    pub const fn announcement(&self) -> Option<&Announcement> {
        if let Self::Announcement(announcement) = self { Some(announcement) } else { None }
    }

    pub const fn message(&self) -> Option<&NewMessage> {
        if let Self::Message(message) = self { Some(message) } else { None }
    }

    /// Tokens of the attached files.
    pub fn files(&self) -> &[String] {
        match self {
            Self::Announcement(_) => &[],
            Self::Message(message) => &message.attachments,
        }
    }

    /// The severity, on a channel that has severities.
    pub const fn severity(&self) -> Option<Severity> {
        match self {
            Self::Announcement(announcement) => Some(announcement.severity),
            Self::Message(_) => None,
        }
    }

    /// The title in lists and in the journal.
    pub fn title(&self) -> &str {
        match self {
            Self::Announcement(announcement) => announcement.text.as_str(),
            Self::Message(message) => message.subject.as_str(),
        }
    }
}

impl ContentDetail {
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Announcement(_) => Channel::Announcement,
            Self::Message(_) => Channel::Message,
        }
    }

    pub const fn announcement(&self) -> Option<&AnnouncementDetail> {
        if let Self::Announcement(announcement) = self { Some(announcement) } else { None }
    }

    pub const fn message(&self) -> Option<&MessageDetail> {
        if let Self::Message(message) = self { Some(message) } else { None }
    }
}

impl ContentDetail {
    pub(super) fn said(&self) -> Said {
        match self {
            Self::Announcement(announcement) => announcement.said(),
            Self::Message(message) => message.said(),
        }
    }
}

impl SentContent {
    pub const fn channel(&self) -> Channel {
        match self {
            Self::Announcement(_) => Channel::Announcement,
            Self::Message(_) => Channel::Message,
        }
    }
}

impl ContentFacts {
    /// The status at `now`, cancellation aside.
    pub fn status(&self, schools: SchoolCounts, now: Millis) -> Status {
        match self {
            Self::Announcement(facts) => facts.status(schools, now),
            Self::Message(facts) => facts.status(now),
        }
    }

    /// When its status may change by itself after `now`.
    pub fn next_change(&self, now: Millis) -> Option<Millis> {
        match self {
            Self::Announcement(facts) => facts.next_change(now),
            Self::Message(facts) => Some(facts.due_at).filter(|at| *at > now),
        }
    }
}
