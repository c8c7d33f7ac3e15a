use serde::Serialize;

use super::{AnnouncementText, Link, PublicationPeriod, Severity};
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
    pub content: Announcement,
}
