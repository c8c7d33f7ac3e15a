//! What the pages show of messages.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Folder, MessageKind};
use crate::{CommunicationId, MessageId, communications::CleanHtml, files::AttachmentView, time::Stamp};

/// Nobody counts further: *99+*. What is counted stops one above it.
pub const MAX_COUNTED: u64 = 99;

/// Which page of which folder, as it stands in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct InboxFilter {
    /// [`Folder::code`]; the inbox for anything else.
    pub folder: String,
    pub search: String,
    /// The page of what is older than this place …
    pub before: String,
    /// … or of what is newer. A place is what [`InboxPage`] named; anything else is the first page.
    pub after: String,
}

/// One page of a folder, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxPage {
    pub folder: Folder,
    pub rows: Vec<InboxRow>,
    /// In the inbox; at most [`MAX_COUNTED`] + 1.
    pub unread: u64,
    /// The place after which something older follows, and before which something newer stands.
    pub older: Option<String>,
    pub newer: Option<String>,
    /// Tells the event stream what this page already shows.
    pub version: String,
    /// The civil day of the reader.
    pub today: NaiveDate,
}

/// A message in a list.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct InboxRow {
    pub id: MessageId,
    pub sender: String,
    /// The school or authority that speaks; may be empty.
    pub source: String,
    pub subject: String,
    pub excerpt: String,
    pub sent: Stamp,
    pub unread: bool,
    pub cancelled: bool,
    /// An acknowledgement is asked for, and neither given nor given by another guardian.
    pub to_acknowledge: bool,
    pub attachments: u32,
}

/// A message that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    pub id: MessageId,
    pub kind: MessageKind,
    pub folder: Folder,
    pub sender: String,
    /// The school or authority that speaks; may be empty.
    pub source: String,
    pub subject: String,
    pub body: CleanHtml,
    pub sent: Stamp,
    pub cancelled: Option<Stamp>,
    /// The schools through which it came; none for what came to the reader by themselves.
    pub schools: Vec<String>,
    pub attachments: Vec<AttachmentView>,
    pub acknowledgement: AcknowledgementState,
    pub reply: ReplyState,
    /// One reply at most comes out of one key, whatever is clicked twice.
    pub form_key: String,
    pub original: Option<Original>,
    /// The communication that a notification speaks of, where the reader may see it.
    pub about: Option<CommunicationId>,
}

/// accusé de lecture, as it stands for one reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AcknowledgementState {
    NotAsked,
    Asked,
    Given(Stamp),
    /// Other guardians took note for the family.
    Covered(Vec<String>),
}

/// Whether the reader may answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplyState {
    Possible,
    /// The sender did not allow it, or there is nobody to answer to.
    Closed,
    /// Its author is not in the directory any more.
    AuthorGone,
}

/// What a reply answers, or what a reminder reminds of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    pub subject: String,
    /// Where it can be read; `None` for one's own words, which then stand in `body`.
    pub address: Option<String>,
    pub body: Option<CleanHtml>,
}
