use chrono_tz::Tz;
use domain::{
    MessageId,
    communications::Spoken,
    messages::{Notice, view::InboxRow},
    time::{Millis, Stamp},
};
use sea_orm::FromQueryResult;
use values::columns::Json;
use words::Words;

use crate::{
    ground::sql::Sql,
    notice::{Rendered, excerpt},
};

/// A delivery as lists show it.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct InboxDelivery {
    pub message_id: MessageId,
    pub sent_at: Millis,
    read_at: Option<Millis>,
    settled: bool,
    sender_name: String,
    source_name: String,
    subject: String,
    excerpt: String,
    notice: Option<Json<Notice>>,
    asked: bool,
    attachments: i32,
    cancelled_at: Option<Millis>,
    first_language: Option<Spoken>,
    second_language: Option<Spoken>,
    second_title: Option<String>,
    second_text: Option<String>,
}

/// The columns of a [`InboxDelivery`], from a `delivery`, its `message` and the `second_version` `s` of that;
/// `asked` must be added.
pub(super) const COLUMNS: &str = "delivery.message_id, delivery.sent_at, delivery.read_at, \
    (delivery.acknowledged_at IS NOT NULL OR delivery.covered_at IS NOT NULL) AS settled, \
    message.sender_name, message.source_name, message.subject, message.excerpt, message.notice, message.attachments, \
    message.cancelled_at, \
    (SELECT k.language FROM communication k WHERE k.id = message.communication_id) AS first_language, \
    s.language AS second_language, s.title AS second_title, s.text AS second_text";

impl InboxDelivery {
    /// For somebody who reads a second version in the languages `reads` rather than the first one.
    pub fn view(self, zone: Tz, words: &Words, reads: &[Spoken]) -> InboxRow {
        let written = self.first_language.unwrap_or_default();
        let second = self.second_language.filter(|language| language.comes_before(written, reads));
        let (subject, excerpt, language) = match (self.notice, second, self.second_title, self.second_text) {
            (Some(notice), ..) => {
                let told = Rendered::of(&notice, words);
                (told.subject, told.excerpt, None)
            }
            (None, Some(language), Some(title), Some(text)) => (title, excerpt(&text), Some(language)),
            (None, ..) => (self.subject, self.excerpt, self.first_language),
        };
        let cancelled = self.cancelled_at.is_some();
        InboxRow {
            id: self.message_id,
            sender: self.sender_name,
            source: self.source_name,
            subject,
            excerpt,
            language,
            sent: Stamp::new(self.sent_at, zone),
            unread: self.read_at.is_none(),
            cancelled,
            to_acknowledge: self.asked && !self.settled && !cancelled,
            attachments: u32::try_from(self.attachments).unwrap_or_default(),
        }
    }

    pub fn place(&self) -> InboxPosition {
        InboxPosition { sent_at: self.sent_at, message: self.message_id }
    }
}

/// A place in a list sorted newest first, between two messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct InboxPosition {
    pub sent_at: Millis,
    pub message: MessageId,
}

impl InboxPosition {
    /// Binds `:at` and `:message`.
    pub fn bound(self, sql: Sql) -> Sql {
        sql.bind("at", self.sent_at).bind("message", self.message)
    }

    pub fn parse(text: &str) -> Option<Self> {
        let (sent_at, message) = text.split_once('-')?;
        Some(Self { sent_at: Millis(sent_at.parse().ok()?), message: message.parse().ok()? })
    }
}

impl std::fmt::Display for InboxPosition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.sent_at, self.message)
    }
}
