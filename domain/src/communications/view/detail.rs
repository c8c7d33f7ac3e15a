//! The page of a communication.

use serde::{Deserialize, Serialize};

use super::super::{Channel, Concern, Status, StatusFacts, channels::ContentDetail};
use crate::{CommunicationId, access::School, targets::Target, time::Stamp, versions::Correction};

/// *Détail de la communication*
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(clippy::struct_excessive_bools, reason = "what the reader may do, each or not")]
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
    /// For its author, the people whom each target names: as many as the question names.
    #[serde(default)]
    pub people_named: Vec<Vec<String>>,
    /// Of the people whom each target names, how many are not there any more.
    #[serde(default)]
    pub people_gone: Vec<u64>,
    /// The schools that the targets name.
    pub schools: Vec<School>,
    pub recipients: Option<u64>,
    pub facts: StatusFacts,
    pub status: Status,
    /// Why it no longer does what it was meant to; empty when it does, or when it is over.
    pub concerns: Vec<Concern>,
    /// How many further reasons are left out.
    pub more_concerns: usize,
    /// The version that this page shows, for the event stream.
    pub version: String,
    /// It was deployed less than a minute ago.
    #[serde(default)]
    pub fresh: bool,
    pub may_cancel: bool,
    /// *Annuler l'envoi*: the reader sent it, and it has not gone out yet.
    #[serde(default)]
    pub may_take_back: bool,
    /// For how many milliseconds more, when the page was read.
    #[serde(default)]
    pub goes_out_in_ms: u32,
    /// What went out from the same form.
    #[serde(default)]
    pub beside: Option<Beside>,
    pub may_duplicate: bool,
    pub may_correct: bool,
    /// Whether the reader may see the names behind the figures.
    #[serde(default)]
    pub may_name: bool,
    /// How many answers the author has; `None` for others, and where nobody can answer.
    #[serde(default)]
    pub answers: Option<u64>,
    /// The latest first.
    pub corrections: Vec<Correction>,
}

/// The other communication of a form (*Envoyer aussi par messagerie*), as long as it is not cancelled and
/// not over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    pub id: CommunicationId,
    pub channel: Channel,
    pub title: String,
    pub may_cancel: bool,
}
