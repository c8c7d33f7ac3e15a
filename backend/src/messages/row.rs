use chrono_tz::Tz;
use domain::{
    MessageId,
    messages::view::InboxRow,
    time::{Millis, Stamp},
};
use sea_orm::FromQueryResult;
use words::Words;

use crate::{Result, ground::sql::Sql, notice::Rendered};

/// A delivery as lists show it.
#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    pub message_id: MessageId,
    pub sent_at: Millis,
    read_at: Option<Millis>,
    settled: bool,
    sender_name: String,
    source_name: String,
    subject: String,
    excerpt: String,
    notice: Option<String>,
    asked: bool,
    attachments: i32,
    cancelled_at: Option<Millis>,
}

/// The columns of a [`Row`], from a `delivery` and its `message`; `asked` must be added.
pub(super) const COLUMNS: &str = "delivery.message_id, delivery.sent_at, delivery.read_at, \
    (delivery.acknowledged_at IS NOT NULL OR delivery.covered_at IS NOT NULL) AS settled, \
    message.sender_name, message.source_name, message.subject, message.excerpt, message.notice, message.attachments, \
    message.cancelled_at";

impl Row {
    /// # Errors
    /// [`crate::Error::Inconsistent`] for an invalid notice.
    pub fn view(self, zone: Tz, words: &Words) -> Result<InboxRow> {
        let (subject, excerpt) = match self.notice {
            Some(notice) => Rendered::read(&notice, words).map(|told| (told.subject, told.excerpt))?,
            None => (self.subject, self.excerpt),
        };
        let cancelled = self.cancelled_at.is_some();
        Ok(InboxRow {
            id: self.message_id,
            sender: self.sender_name,
            source: self.source_name,
            subject,
            excerpt,
            sent: Stamp::new(self.sent_at, zone),
            unread: self.read_at.is_none(),
            cancelled,
            to_acknowledge: self.asked && !self.settled && !cancelled,
            attachments: u32::try_from(self.attachments).unwrap_or_default(),
        })
    }

    pub fn place(&self) -> Place {
        Place { sent_at: self.sent_at, message: self.message_id }
    }
}

/// A place in a list sorted newest first, between two messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub sent_at: Millis,
    pub message: MessageId,
}

impl Place {
    /// Binds `:at` and `:message`.
    pub fn bound(self, sql: Sql) -> Sql {
        sql.bind("at", self.sent_at).bind("message", self.message)
    }

    pub fn parse(text: &str) -> Option<Self> {
        let (sent_at, message) = text.split_once('-')?;
        Some(Self { sent_at: Millis(sent_at.parse().ok()?), message: message.parse().ok()? })
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.sent_at, self.message)
    }
}
