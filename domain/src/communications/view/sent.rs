//! *Communications émises*.

use serde::{Deserialize, Serialize};

use super::{
    super::{Channel, Concern, SchoolCounts, Spoken, Status, channels::SentContent},
    compose::DraftSummary,
};
use crate::{CommunicationId, time::Stamp};

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
    /// The newest communication of the list whose later pages are asked for, so that what is sent
    /// meanwhile moves no row to another page; 0 for the list as it is now.
    pub up_to: i64,
}

/// One page of *Communications émises*.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentPage {
    pub rows: Vec<SentRow>,
    pub total: u64,
    pub page: u32,
    pub pages: u32,
    /// The newest communication of the list, for the addresses of its other pages.
    pub newest: i64,
    pub drafts: Vec<DraftSummary>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentRow {
    pub id: CommunicationId,
    /// The announcement, or the subject of the message.
    pub title: String,
    /// In which language that is.
    pub language: Spoken,
    pub content: SentContent,
    pub author: String,
    pub source: String,
    pub created: Stamp,
    /// `None` while it is not published anywhere.
    pub recipients: Option<u64>,
    pub status: Status,
    /// How many schools have it, and how many of them put it offline.
    pub schools: SchoolCounts,
    /// The first of the reasons in [`CommunicationDetail`](super::CommunicationDetail).
    pub concern: Option<Concern>,
}

/// What somebody sent last, on their home page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatestSent {
    pub id: CommunicationId,
    /// The announcement, or the subject of the message.
    pub title: String,
    /// In which language that is.
    pub language: Spoken,
    pub channel: Channel,
    pub created: Stamp,
    pub status: Status,
    /// `None` while it is not published anywhere.
    pub recipients: Option<u64>,
    /// How many saw or opened it; `None` while nobody can, and for very many recipients.
    pub seen: Option<u64>,
}
