//! Communications as pages show them.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{
    Channel, CommunicationInput, Concern, Confirmation, DeliveryState, SchoolCounts, SecondVersion, Severity,
    Spoken, Status, StatusFacts,
    channels::{ContentDetail, SentContent},
};
use crate::{
    CommunicationId, DraftId, EstablishmentId,
    access::{Perimeter, School, view::PersonLabel},
    fields::FieldErrors,
    files::{AttachmentLimits, AttachmentView},
    targets::{AudienceCount, Target, TargetInput, TargetOptions},
    time::{Millis, Stamp},
    versions::Correction,
};

/// *Nouvelle communication* as it opens.
#[allow(clippy::struct_excessive_bools, reason = "facts about the form, each or not")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComposeForm {
    /// One key gives at most one deployment, even after a double click.
    pub form_key: String,
    pub input: CommunicationInput,
    /// When the draft was last saved; `None` for an untouched form.
    pub saved: Option<Stamp>,
    /// The mark of the stored draft; empty if there is none.
    #[serde(default)]
    pub mark: String,
    /// The draft that was asked for is gone: deployed, or thrown away. The form is a new one.
    #[serde(default)]
    pub draft_gone: bool,
    pub perimeters: Vec<Perimeter>,
    pub channels: Vec<Channel>,
    /// The author's other drafts, latest first.
    pub drafts: Vec<DraftSummary>,
    /// Asked at once, for a form without JavaScript.
    pub question: Option<Question>,
    /// What the server alone found wrong while it made the question.
    pub refused: FieldErrors,
    /// The perimeter of a draft or a copy is no longer the sender's: another must be chosen.
    pub perimeter_gone: bool,
    /// The schools that a draft or a copy names outside the chosen perimeter: the value of the choice
    /// and the name of the school.
    #[serde(default)]
    pub gone_schools: Vec<(String, String)>,
    /// The civil day in the schools that the form aims at.
    #[serde(deserialize_with = "crate::civil::day")]
    pub today: NaiveDate,
    /// The first day that an emptied form proposes.
    #[serde(deserialize_with = "crate::civil::day")]
    pub proposed: NaiveDate,
    pub survey: Survey,
    /// What the searches for people found, in the order of the targets, for a form without scripts.
    #[serde(default)]
    pub found_people: Vec<Vec<PersonLabel>>,
    /// Whether the sender may name people one by one.
    #[serde(default)]
    pub may_name: bool,
    /// Files that are attached to this form.
    pub attachments: Vec<AttachmentView>,
    /// *Article ENT*
    pub articles: ArticleLinks,
    pub limits: AttachmentLimits,
    /// IANA name of the zone of *Date d'envoi*.
    pub zone: String,
    /// The same where it is not that of the sender's own school.
    #[serde(default)]
    pub named_zone: Option<String>,
    /// The current time in that zone.
    #[serde(deserialize_with = "crate::civil::moment")]
    pub now: NaiveDateTime,
}

/// *Lien › Article ENT*: the articles to choose from, and what the chosen one means for the audience.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleLinks {
    /// What the search finds; the newest without one.
    pub found: Vec<ArticleChoice>,
    /// `None` when nothing is chosen, or when the chosen one was withdrawn or may not be read.
    pub chosen: Option<ArticleChoice>,
    /// Something is chosen that cannot be linked to any more.
    pub gone: bool,
    /// How many of the audience are not readers of its space; they could not open it.
    pub outside: u64,
    /// Who reads its space, as targets of a form; each names the space's school if the perimeter has
    /// others.
    pub readers: Vec<TargetInput>,
}

/// An article that the author may read.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ArticleChoice {
    /// The value of its control.
    pub value: String,
    pub title: String,
    /// The space and its school, in words.
    pub space: String,
    pub published: Stamp,
}

/// *Souhaitez-vous déployer cette communication ciblée ?*: what the sender reads before confirming.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub sender: String,
    /// The perimeter with its town.
    pub perimeter: String,
    /// Names of the schools, at most [`Self::NAMED`] of them.
    pub schools: Vec<String>,
    /// One line for each target.
    pub criteria: Vec<String>,
    /// The number of recipients that the sender was told before this one.
    pub before: Option<u64>,
    /// The article behind *en savoir plus*, and how many recipients are not readers of its space.
    pub article: Option<(String, u64)>,
    /// What the answer confirms.
    pub confirmation: Confirmation,
}

impl Question {
    pub const NAMED: usize = 20;

    /// The question asked again because the number of recipients moved.
    #[must_use]
    pub fn again(self, before: u64, now: u64) -> Self {
        Self { before: Some(before), confirmation: self.confirmation.with_recipients(now), ..self }
    }
}

/// A draft that can be resumed or deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftSummary {
    pub id: DraftId,
    pub text: String,
    pub language: Option<Spoken>,
    pub updated: Stamp,
}

/// How many people the targets of a form reach, and the values that each can still offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Survey {
    pub count: AudienceCount,
    /// In the order of the targets.
    pub options: Vec<TargetOptions>,
    /// The values that a new target offers.
    pub blank: TargetOptions,
    /// The clock of the chosen perimeter; `None` if the form knows it already.
    pub clock: Option<FormClock>,
    /// The people whom its targets name, as far as they are in the perimeter.
    #[serde(default)]
    pub people: Vec<PersonLabel>,
}

/// The wall clock on which the days and times of a form are read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormClock {
    /// The civil day in the schools that the form aims at; the latest one if they have several.
    #[serde(deserialize_with = "crate::civil::day")]
    pub today: NaiveDate,
    /// The first day that an emptied form proposes.
    #[serde(deserialize_with = "crate::civil::day")]
    pub proposed: NaiveDate,
    /// IANA name.
    pub zone: String,
    /// It is not the zone of the sender's own school.
    #[serde(default)]
    pub elsewhere: bool,
    /// The current time on that clock.
    #[serde(deserialize_with = "crate::civil::moment")]
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
    /// The first of the reasons in [`CommunicationDetail`].
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

/// The filter and the page of *États de publication*, as typed. An invalid value filters nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct SitesFilter {
    /// In name, town and UAI.
    pub search: String,
    /// [`DeliveryState::code`]
    pub state: String,
    /// The page of what follows the school with this number in the list …
    pub after: String,
    /// … or stands before this one.
    pub before: String,
}

/// One page of *États de publication*, by name of the school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitesPage {
    pub rows: Vec<SiteRow>,
    pub columns: SiteColumns,
    /// Whose clock the times are on, in the reader's words; `None` if every school has this one.
    #[serde(default)]
    pub zone: Option<String>,
    /// How many of the schools that are searched for are in each state; none without a school.
    pub states: Vec<(DeliveryState, u64)>,
    /// The state that the rows are filtered by.
    pub state: Option<DeliveryState>,
    /// How many schools match, on all pages.
    pub total: u64,
    /// The schools to continue from: the page before this one, and the page after it.
    pub earlier: Option<EstablishmentId>,
    pub later: Option<EstablishmentId>,
}

/// Columns of *États de publication* that only some communications have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteColumns {
    /// For a message: how many people have it and opened it; otherwise how many saw it.
    pub delivered: bool,
    /// How many took note.
    pub acknowledged: bool,
    /// Why it is not shown: schools may put it offline, or some could not get it.
    #[serde(default)]
    pub reason: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteRow {
    pub establishment: EstablishmentId,
    pub uai: String,
    pub name: String,
    pub town: String,
    pub state: DeliveryState,
    pub recipients: Option<u64>,
    /// For a message: people who have it in their inbox.
    pub delivered: Option<u64>,
    /// People who saw the announcement, or opened the message.
    pub seen: u64,
    /// Only for a message that asks for an acknowledgement.
    pub acknowledged: Option<u64>,
    pub changed: Stamp,
    /// `None` for changes by the server itself.
    pub changed_by: Option<String>,
    /// Why the school put it offline, while it is offline; or, for its senders, why it failed there.
    pub reason: Option<String>,
}

/// The result of a deployment: the communication, and whether this request created it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deployed {
    pub id: CommunicationId,
    pub created: bool,
    pub at: Millis,
}
