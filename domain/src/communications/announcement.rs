use serde::Serialize;

use super::{AnnouncementText, Channel, Link, NewMessage, PublicationPeriod, Severity};
use crate::targets::Targets;

/// What an announcement says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Announcement {
    pub severity: Severity,
    pub text: AnnouncementText,
    pub link: Option<Link>,
    pub period: PublicationPeriod,
}

/// A form that has been checked, ready to be deployed by somebody who may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCommunication {
    pub targets: Targets,
    pub content: Content,
}

/// What is said, by the channel on which it is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    Announcement(Announcement),
    Message(NewMessage),
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
}
