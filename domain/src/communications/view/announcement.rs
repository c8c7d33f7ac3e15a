use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::super::{SecondVersion, Severity, Spoken};
use crate::CommunicationId;

/// An announcement on a reader's home page, and one element of `GET /api/announcements`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedAnnouncement {
    pub id: CommunicationId,
    pub source: String,
    pub severity: Severity,
    pub text: String,
    pub link: Option<String>,
    #[serde(deserialize_with = "crate::civil::day")]
    pub starts_on: NaiveDate,
    #[serde(deserialize_with = "crate::civil::day")]
    pub ends_on: NaiveDate,
    /// RFC 3339, UTC.
    pub deployed_at: String,
    /// When the text was last corrected. RFC 3339, UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_at: Option<String>,
    /// In which language it is, where that does not go without saying.
    #[serde(default, skip_serializing_if = "Spoken::is_usual")]
    pub language: Spoken,
    /// What it says in a second language; the page chooses which of the two comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second: Option<SecondVersion>,
}
