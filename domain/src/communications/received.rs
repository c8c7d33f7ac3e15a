//! *Communications reçues*: what authorities sent to a school, as its *destinataires* see it.

use serde::{Deserialize, Serialize};

use super::{
    DeliveryState,
    channels::{ContentDetail, SentContent},
    view::{SiteColumns, SiteRow},
};
use crate::{
    CommunicationId, EstablishmentId,
    access::School,
    communications::{CleanHtml, Spoken},
    fields::{FieldProblem, parse_line},
    targets::Target,
    time::Stamp,
    versions::Corrected,
};

pub const RECEIVED: &str = "/communications/recues";
pub const MAX_REASON_CHARACTERS: usize = 255;

/// The page of a communication as one school received it.
pub fn received_address(id: CommunicationId, school: EstablishmentId) -> String {
    format!("{RECEIVED}/{id}?etablissement={school}")
}

/// Why a school put something *hors ligne*: 1 to 255 characters, trimmed, on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfflineReason(String);

impl OfflineReason {
    pub fn parse(raw: &str) -> Result<Self, FieldProblem> {
        parse_line(raw, MAX_REASON_CHARACTERS).map(Self)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The filter and the page in the address, as typed. An invalid value filters nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ReceivedFilter {
    pub search: String,
    pub channel: String,
    /// [`DeliveryState::code`]
    pub state: String,
    /// `oui`: only what the reader has not opened.
    pub unread: String,
    /// The number of a school.
    pub school: String,
    /// The page of what is older than this place …
    pub before: String,
    /// … or newer than this one. A place comes from [`ReceivedPage`].
    pub after: String,
}

/// One page of *Communications reçues*, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedPage {
    pub rows: Vec<ReceivedRow>,
    /// The schools whose dashboard the reader may open, at most [`Self::SCHOOLS`] of them.
    pub schools: Vec<School>,
    /// The places to continue from.
    pub older: Option<String>,
    pub newer: Option<String>,
}

impl ReceivedPage {
    /// The choice of schools in the filter.
    pub const SCHOOLS: usize = 500;
}

/// A communication in one school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedRow {
    pub id: CommunicationId,
    pub establishment: EstablishmentId,
    pub school: String,
    pub title: String,
    /// In which language that is.
    #[serde(default)]
    pub language: Spoken,
    pub content: SentContent,
    pub author: String,
    pub source: String,
    /// Since when it is there, on the reader's clock.
    pub received: Stamp,
    pub state: DeliveryState,
    pub unread: bool,
}

/// The page of a communication as one school received it: nothing about other schools.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceivedDetail {
    pub id: CommunicationId,
    pub title: String,
    pub content: ContentDetail,
    pub author: String,
    pub source: String,
    pub received: Stamp,
    /// When its text was corrected last.
    pub corrected: Option<Corrected>,
    pub school: School,
    /// Those that touch this school; each names this school alone.
    pub targets: Vec<Target>,
    /// The state here, and the figures of this school.
    pub site: SiteRow,
    pub columns: SiteColumns,
    /// Other schools of the reader that received it too.
    pub elsewhere: Vec<School>,
    /// What the reader may do about the state.
    pub may: StateChange,
    pub contact: Contact,
    /// One key gives at most one message to the author.
    pub form_key: String,
    pub exchanges: Exchanges,
    /// Whether the reader may see the names behind the figures of this school.
    #[serde(default)]
    pub may_name: bool,
}

/// What a *destinataire* may do about the state of a communication in a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StateChange {
    Nothing,
    TakeOffline,
    PutOnline,
}

/// *Contacter l'auteur*
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Contact {
    /// The reader's roles do not allow it.
    NotAllowed,
    Possible,
    /// The author has left the directory: nobody would get the message.
    AuthorGone,
    /// The reader is the author.
    Own,
}

/// The messages between a school and the author about a communication, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchanges {
    pub messages: Vec<Exchange>,
    /// How many older ones are left out.
    pub more: u64,
}

/// A message to the author, or an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The school that it is about.
    pub school: String,
    pub sender: String,
    pub subject: String,
    pub body: CleanHtml,
    pub sent: Stamp,
}

#[cfg(test)]
mod tests {
    use super::OfflineReason;
    use crate::fields::FieldProblem;

    #[test]
    fn a_reason_is_one_line_of_at_most_255_characters() {
        assert_eq!(OfflineReason::parse(" Date erronée ").expect("a reason").as_str(), "Date erronée");
        assert_eq!(OfflineReason::parse(" \t "), Err(FieldProblem::Required));
        assert!(OfflineReason::parse(&"é".repeat(255)).is_ok());
        let too_long = FieldProblem::TooLong { count: 256, max: 255 };
        assert_eq!(OfflineReason::parse(&"é".repeat(256)), Err(too_long));
        assert_eq!(OfflineReason::parse("a\nb"), Err(FieldProblem::SeveralLines));
        assert_eq!(OfflineReason::parse("a\u{0}b").map(|reason| reason.0), Ok("ab".to_owned()));
    }
}
