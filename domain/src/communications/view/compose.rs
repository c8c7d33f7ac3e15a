//! *Nouvelle communication*.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::super::{Channel, CommunicationInput, Confirmation, Spoken};
use crate::{
    CommunicationId, DraftId,
    access::{Perimeter, view::PersonLabel},
    fields::FieldErrors,
    files::{AttachmentLimits, AttachmentView},
    targets::{AudienceCount, TargetInput, TargetOptions},
    time::{Millis, Stamp},
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
    /// The sender may not use the channel of the draft any more: another one has taken over its text.
    #[serde(default)]
    pub channel_gone: bool,
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

/// The result of a deployment: the communication, and whether this request created it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deployed {
    pub id: CommunicationId,
    pub created: bool,
    pub at: Millis,
}
