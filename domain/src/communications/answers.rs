//! What readers answered to a message, as its author finds it on the page of the communication.

use serde::{Deserialize, Serialize};

use super::CleanHtml;
use crate::{MessageId, time::Stamp};

/// An answer in the author's inbox or archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub id: MessageId,
    pub sender: String,
    /// The school of the person who answered; may be empty.
    pub source: String,
    pub body: CleanHtml,
    pub sent: Stamp,
    pub unread: bool,
}

/// One page of answers, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswersPage {
    pub rows: Vec<Answer>,
    /// The answer after which the next page begins, if there are older ones.
    pub older: Option<MessageId>,
    /// Whether newer answers stand before this page.
    pub newer: bool,
}
