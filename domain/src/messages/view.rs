//! Messages as pages show them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Folder, Leads, MessageKind};
use crate::{
    MessageId,
    communications::{CleanHtml, SecondVersion, Spoken},
    directory::ConcernedChild,
    files::AttachmentView,
    time::Stamp,
};

/// The highest count shown; above it comes *99+*. Counting stops one above.
pub const MAX_COUNTED: u64 = 99;

/// The folder and the page in the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct InboxFilter {
    /// [`Folder::code`]; the inbox for anything else.
    pub folder: String,
    pub search: String,
    /// The page of messages older than this place …
    pub before: String,
    /// … or newer than this one. A place comes from [`InboxPage`]; anything else gives the first
    /// page.
    pub after: String,
}

/// One page of a folder, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxPage {
    pub folder: Folder,
    pub rows: Vec<InboxRow>,
    /// In the inbox; at most [`MAX_COUNTED`] + 1.
    pub unread: u64,
    /// The places to continue from, if there are older or newer messages.
    pub older: Option<String>,
    pub newer: Option<String>,
    /// The version that this page shows, for the event stream.
    pub version: String,
    /// The civil day of the reader.
    #[serde(deserialize_with = "crate::civil::day")]
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
    /// The language of subject and excerpt; `None` for the reader's own, and where it is not known.
    #[serde(default)]
    pub language: Option<Spoken>,
    pub sent: Stamp,
    pub unread: bool,
    pub cancelled: bool,
    /// An acknowledgement is required, and neither the reader nor another guardian has given it.
    pub to_acknowledge: bool,
    pub attachments: u32,
}

/// A letter that the reader wrote: an answer, or one to the author of a communication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenLetter {
    pub id: MessageId,
    /// Who got it; empty when nobody is known any more.
    pub to: String,
    pub subject: String,
    pub body: CleanHtml,
    pub sent: Stamp,
    /// The message that it answers, if the reader still has it.
    pub answers: Option<MessageId>,
}

/// One page of *Envoyés*, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenPage {
    pub rows: Vec<WrittenLetter>,
    /// The letter after which the next page begins, if there are older ones.
    pub older: Option<MessageId>,
    /// Whether newer letters stand before this page.
    pub newer: bool,
}

/// A message that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageView {
    pub id: MessageId,
    /// The version of the inbox that it belongs to.
    pub version: String,
    pub kind: MessageKind,
    pub folder: Folder,
    pub sender: String,
    /// The school or authority that speaks; may be empty.
    pub source: String,
    pub subject: String,
    pub body: CleanHtml,
    /// In which language a communication is; that of a letter is not known.
    #[serde(default)]
    pub language: Option<Spoken>,
    /// What it says in a second language.
    #[serde(default)]
    pub second: Option<SecondVersion>,
    pub sent: Stamp,
    pub cancelled: Option<Stamp>,
    /// The schools through which it came; empty for a message to the reader personally.
    pub schools: Vec<String>,
    /// The reader's own children whom the message concerns, if the reader has several children.
    pub children: Vec<ConcernedChild>,
    pub attachments: Vec<AttachmentView>,
    /// How many were deleted because they were over their time.
    pub attachments_gone: u64,
    pub acknowledgement: AcknowledgementState,
    pub reply: ReplyState,
    /// One key gives at most one reply, even after a double click.
    pub form_key: String,
    pub original: Option<Original>,
    /// What the reader answered, the oldest first, and how many older answers are left out.
    #[serde(default)]
    pub answers: Vec<OwnAnswer>,
    #[serde(default)]
    pub more_answers: u64,
    /// The address of the communication that it is about, if the reader may see that.
    pub about: Option<String>,
    /// The address where the reader does something about a notification.
    pub leads_to: Option<(Leads, String)>,
}

/// An answer that the reader wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAnswer {
    pub body: CleanHtml,
    pub sent: Stamp,
}

/// The state of the accusé de lecture for one reader.
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
    /// The author is no longer in the directory.
    AuthorGone,
}

/// The message that a reply answers or a reminder reminds of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    pub subject: String,
    /// In which language that is, where it is known.
    pub language: Option<Spoken>,
    /// What it says in a second language.
    pub second: Option<SecondVersion>,
    /// Its address; `None` for the reader's own message, whose text is in `body`.
    pub address: Option<String>,
    pub body: Option<CleanHtml>,
}
