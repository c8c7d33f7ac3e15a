use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    ArticleId, CommunicationId, EstablishmentId, EventId, RequestId,
    access::{Population, REQUESTS, Role, Scope, request_address},
    agenda::{
        EventTime, Repetition,
        view::{event_address, occurrence_address},
    },
    communications::{Channel, Concern, OtherTitle, Outcome},
    directory::RefusedFile,
    severity::Severity,
    spaces::{article_address, space_address, view::SpaceName},
};

/// What the reader of a notification opens with its link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Leads {
    ToRequest,
    ToPage,
}

/// What the author of something in a space is told about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnWork {
    Article(ArticleId),
    Event(EventId),
}

/// What somebody else did to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnChange {
    Corrected,
    /// An article that was withdrawn, or an event that was cancelled: its page says so.
    Withdrawn,
    /// It has no page any more.
    Removed,
    /// Other people read the space from now on: a scheduled article waits for its author.
    Held,
    /// An article that is to be published later, or waited for its author.
    Prepared,
    /// The same, and it is public now.
    Published,
}

/// A message written by the program, without its text: the kind and the facts. It is stored as JSON
/// and put into words in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Notice {
    /// To those who have not taken note of a message, or not opened it where nothing is asked.
    Reminder {
        subject: String,
        sender: String,
        acknowledgement_asked: bool,
        /// The subject of its second version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<OtherTitle>,
    },
    /// To the author: everybody can see it now. Here and below, `text` is the announcement, or the
    /// subject of the message.
    Deployed { channel: Channel, text: String },
    /// To the author: it could not be carried out, or not everywhere.
    Failed { text: String },
    /// To the author: somebody else cancelled it.
    Cancelled { text: String, by: String },
    /// To those who had seen a text before the correction `number`. `text` is the new one of an
    /// announcement; otherwise the title.
    TextCorrected {
        channel: Channel,
        id: CommunicationId,
        text: String,
        source: String,
        number: i32,
        /// The same of its second version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        other: Option<OtherTitle>,
    },
    /// To the people who receive for a school. `source` is the school or the authority that speaks.
    NewOnSchool { channel: Channel, text: String, author: String, source: String },
    /// To the people who receive for a school: a communication was withdrawn there.
    Withdrawn { text: String, author: String, source: String, by: String },
    /// To the author, and to the managers of communications: a school changed its state. `reason` says
    /// why it is offline.
    StateChanged {
        text: String,
        author: String,
        school: String,
        by: String,
        online: bool,
        #[serde(default)]
        reason: Option<String>,
    },
    /// To the author: somebody else corrected it.
    Corrected { text: String, by: String },
    /// To the author, and to those who administer the schools: it no longer does what it was meant
    /// to. `more` is how many further reasons are left out.
    Concerned { text: String, author: String, outcome: Outcome, concerns: Vec<Concern>, more: usize },
    /// To the author: the number of recipients of what is still to go out has moved far from the one
    /// that they confirmed.
    AudienceMoved { text: String, confirmed: u64, people: u64 },
    /// To those who administer a scope: a role given there to a population has lost its holders, or
    /// a name that selects them. `scope` is the name of the school or authority.
    GrantConcerned { role: Role, population: Population, scope: String, concerns: Vec<Concern> },
    /// To the owner of an account: a recovery code was used.
    RecoveryCodeUsed { left: u64 },
    /// To the owner of an account: an administrator removed the second factor.
    SecondFactorWithdrawn { by: String },
    /// To the portal's administrators: an import that nobody watched changed nothing, because lines
    /// were refused, or because it would take too much away: then `confirmation` confirms it.
    ImportHeld {
        refused: u64,
        confirmation: Option<u64>,
        /// The import, with what it would change.
        #[serde(default)]
        run: Option<i64>,
        /// The first file that was refused as a whole.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<RefusedFile>,
    },
    /// To the portal's administrators: an import by a timer failed; its folder may be `unreadable`.
    NightFailed { run: Option<i64>, unreadable: bool },
    /// To those who administer the rights of a school: somebody asks for a role on it. `person` says
    /// the name and what the person is there.
    RoleAsked {
        request: RequestId,
        establishment: EstablishmentId,
        person: String,
        school: String,
        role: Role,
        severity: Option<Severity>,
        reason: String,
    },
    /// To the person who asked.
    RoleGranted { role: Role, school: String, by: String },
    /// To the person who asked; `answer` says why not.
    RoleDeclined { role: Role, school: String, by: String, answer: String },
    /// To the subscribers of a space: an article was published.
    ArticlePublished { title: String, author: String, space: SpaceName, article: ArticleId },
    /// To those who had read an article before its correction `number`.
    ArticleCorrected { title: String, space: SpaceName, article: ArticleId, number: i32 },
    /// To the author: when the article was due, they no longer had the right to publish it. To those
    /// who administer the school too: then `author` says whose article it is.
    ArticleRefused {
        title: String,
        space: SpaceName,
        article: ArticleId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<String>,
    },
    /// To the subscribers of a space: an event was added to its agenda. Here and below, `zone` is the
    /// IANA name of the zone of `time`, where some of the school's people also belong to a school in
    /// another one. Of an event with a `repetition`, `time` is that of its next date.
    EventPublished {
        title: String,
        author: String,
        space: SpaceName,
        event: EventId,
        time: EventTime,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        repetition: Option<Repetition>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
    },
    /// To those who had read an event of a space: it was corrected.
    EventCorrected {
        title: String,
        space: SpaceName,
        event: EventId,
        time: EventTime,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        repetition: Option<Repetition>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
    },
    /// To those who knew of an event of a space: it was cancelled or removed.
    EventEnded {
        title: String,
        by: String,
        space: SpaceName,
        time: EventTime,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        repetition: Option<Repetition>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
    },
    /// To those who knew of a repeated event of a space: one of its dates was changed. `day` is the one that
    /// the repetition gives it, and `before` says when it took place, if that is what changed.
    EventDateChanged {
        title: String,
        space: SpaceName,
        event: EventId,
        #[serde(deserialize_with = "crate::civil::day")]
        day: NaiveDate,
        time: EventTime,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<EventTime>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
    },
    /// To those who knew of a repeated event of a space: one of its dates was removed.
    EventDateEnded {
        title: String,
        by: String,
        space: SpaceName,
        event: EventId,
        time: EventTime,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
    },
    /// To those who knew of a repeated event of a space, and to those with one in their own agenda: other
    /// school holidays were entered. It does not take place at the times `gone`, and does at the times
    /// `back`; there may be `more`.
    EventHolidays {
        title: String,
        /// `None` for an event of the reader's own agenda.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        space: Option<SpaceName>,
        event: EventId,
        gone: Vec<EventTime>,
        back: Vec<EventTime>,
        #[serde(default)]
        more: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        zone: Option<String>,
    },
    /// To those who administer a school: readers or writers of a space were chosen by names that the
    /// directory has no more.
    SpaceConcerned { space: SpaceName, concerns: Vec<Concern> },
    /// To the administrators of the portal: a batch of links was stopped, because `by`, who had begun it,
    /// does not administer the portal any more.
    LinksStopped { batch: i64, school: String, by: String },
    /// To the author of an article or an event of a space: somebody else changed it.
    OwnChanged { title: String, space: SpaceName, work: OwnWork, change: OwnChange, by: String },
}

impl Notice {
    /// The address of the page where the reader does something about it, if there is one.
    pub fn leads_to(&self) -> Option<(Leads, String)> {
        match self {
            Self::RoleAsked { request, establishment, .. } => {
                let scope = Scope::Establishment(*establishment);
                Some((Leads::ToRequest, request_address(scope, *request)))
            }
            Self::RoleGranted { .. } | Self::RoleDeclined { .. } => {
                Some((Leads::ToRequest, REQUESTS.to_owned()))
            }
            Self::ArticlePublished { space, article, .. }
            | Self::ArticleCorrected { space, article, .. }
            | Self::ArticleRefused { space, article, .. } => {
                Some((Leads::ToPage, article_address(space.id, *article)))
            }
            Self::ImportHeld { run, .. } | Self::NightFailed { run, .. } => {
                let report = run.map(|run| format!("?rapport={run}")).unwrap_or_default();
                Some((Leads::ToPage, format!("/administration/annuaire{report}")))
            }
            Self::TextCorrected { channel, id, .. } => Some((Leads::ToPage, channel.read_at(*id))),
            Self::EventPublished { event, .. }
            | Self::EventCorrected { event, .. }
            | Self::EventHolidays { event, .. }
            | Self::EventDateEnded { event, .. } => Some((Leads::ToPage, event_address(*event))),
            Self::EventDateChanged { event, day, .. } => {
                Some((Leads::ToPage, occurrence_address(*event, *day)))
            }
            // It may have been removed; the agenda says what takes place.
            Self::EventEnded { space, .. } => {
                Some((Leads::ToPage, format!("{}/agenda", space_address(space.id))))
            }
            Self::SpaceConcerned { space, .. } => {
                Some((Leads::ToPage, format!("{}/reglages", space_address(space.id))))
            }
            Self::LinksStopped { batch, .. } => {
                Some((Leads::ToPage, format!("/administration/comptes/lots/{batch}")))
            }
            Self::OwnChanged { space, work, change, .. } if *change != OwnChange::Removed => {
                let page = match work {
                    OwnWork::Article(id) => article_address(space.id, *id),
                    OwnWork::Event(id) => event_address(*id),
                };
                Some((Leads::ToPage, page))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Notice;

    #[test]
    fn a_stored_notice_is_read_back() {
        let notice = Notice::Cancelled { text: "Sortie « nature »".into(), by: "Hélène".into() };
        let stored = r#"{"kind":"cancelled","text":"Sortie « nature »","by":"Hélène"}"#;
        assert_eq!(serde_json::to_string(&notice).expect("JSON"), stored);
        assert_eq!(serde_json::from_str::<Notice>(stored).expect("a notice"), notice);
    }
}
