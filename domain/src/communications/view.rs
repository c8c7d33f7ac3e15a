//! What the pages show of communications.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{
    Channel, CommunicationInput, DeliveryState, Severity, Status, StatusFacts,
    channels::{ContentDetail, SentContent},
};
use crate::{
    CommunicationId, DraftId, EstablishmentId,
    access::{Perimeter, School},
    files::{AttachmentLimits, AttachmentView},
    targets::{AudienceCount, Target, TargetOptions},
    time::{Millis, Stamp},
};

/// *Nouvelle communication* as it opens.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComposeForm {
    /// One deployment at most comes out of one key, whatever is clicked twice.
    pub form_key: String,
    pub input: CommunicationInput,
    /// When the draft was last kept; `None` for a form nobody has touched.
    pub saved: Option<Stamp>,
    pub perimeters: Vec<Perimeter>,
    pub channels: Vec<Channel>,
    /// The author's other drafts, latest first.
    pub drafts: Vec<DraftSummary>,
    /// The civil day where the schools are.
    pub today: NaiveDate,
    pub survey: Survey,
    /// Files that were chosen in this form.
    pub attachments: Vec<AttachmentView>,
    pub limits: AttachmentLimits,
    /// IANA name: on whose wall clock *Date d'envoi* is read.
    pub zone: String,
    /// What that clock shows now.
    pub now: NaiveDateTime,
}

/// A draft that can be resumed or thrown away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftSummary {
    pub id: DraftId,
    pub text: String,
    pub targets: usize,
    pub updated: Stamp,
}

/// What the targets of a form reach, and what can still be chosen in each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    pub count: AudienceCount,
    /// In the order of the targets.
    pub options: Vec<TargetOptions>,
    /// What a target that has just been added offers.
    pub blank: TargetOptions,
    /// Of the chosen perimeter; `None` where the form knows it already.
    pub clock: Option<FormClock>,
}

/// The wall clock on which the days and times of a form are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormClock {
    /// The civil day where the schools are.
    pub today: NaiveDate,
    /// IANA name.
    pub zone: String,
    /// What the clock shows.
    pub now: NaiveDateTime,
}

/// An announcement on a reader's home page, and one element of `GET /api/announcements`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedAnnouncement {
    pub id: CommunicationId,
    pub source: String,
    pub severity: Severity,
    pub text: String,
    pub link: Option<String>,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    /// RFC 3339, UTC.
    pub deployed_at: String,
}

/// The filter of *Communications émises*, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct SentFilter {
    pub search: String,
    pub channel: String,
    pub status: String,
    pub from: String,
    pub to: String,
    pub author: String,
    pub sort: String,
    /// From 1.
    pub page: u32,
}

/// One page of *Communications émises*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentPage {
    pub rows: Vec<SentRow>,
    pub total: u64,
    pub page: u32,
    pub pages: u32,
    pub drafts: Vec<DraftSummary>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentRow {
    pub id: CommunicationId,
    /// The announcement, or the subject of the message.
    pub title: String,
    pub content: SentContent,
    pub author: String,
    pub source: String,
    pub created: Stamp,
    /// `None` while it is not published anywhere.
    pub recipients: Option<u64>,
    pub status: Status,
}

/// *Détail de la communication*
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommunicationDetail {
    pub id: CommunicationId,
    /// The announcement, or the subject of the message.
    pub title: String,
    pub content: ContentDetail,
    pub author: String,
    pub perimeter: String,
    pub created: Stamp,
    pub cancelled: Option<Stamp>,
    pub cancelled_by: Option<String>,
    pub targets: Vec<Target>,
    /// The schools that the targets name.
    pub schools: Vec<School>,
    pub recipients: Option<u64>,
    pub facts: StatusFacts,
    pub status: Status,
    /// Tells the event stream what this page already shows.
    pub version: String,
    pub may_cancel: bool,
    pub may_duplicate: bool,
}

/// One page of *États de publication*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitesPage {
    pub rows: Vec<SiteRow>,
    pub columns: SiteColumns,
    pub total: u64,
    pub page: u32,
    pub pages: u32,
}

/// Columns of *États de publication* that only some communications have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteColumns {
    /// How many have it, and how many opened it; else how many saw it.
    pub delivered: bool,
    /// How many took note.
    pub acknowledged: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteRow {
    pub establishment: EstablishmentId,
    pub uai: String,
    pub name: String,
    pub town: String,
    pub state: DeliveryState,
    pub recipients: Option<u64>,
    /// Of a message: whose inbox has it.
    pub delivered: Option<u64>,
    /// Saw the announcement, or opened the message.
    pub seen: u64,
    /// Of a message whose sender asks for it.
    pub acknowledged: Option<u64>,
    pub changed: Stamp,
    /// `None` for what the server did by itself.
    pub changed_by: Option<String>,
}

/// What a deployment answers: the communication, and whether this very request made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deployed {
    pub id: CommunicationId,
    pub created: bool,
    pub at: Millis,
}
