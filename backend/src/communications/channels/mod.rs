//! What each channel stores, reads and does: one file for each channel, and one line in each list
//! of this file.
//!
//! The rest of the room knows what all channels share (author, perimeter, targets,
//! schools), and asks this module for everything else.

use std::collections::{BTreeMap, HashMap};

use domain::{
    CommunicationId,
    communications::{
        Channel, Content, ContentDetail, ContentFacts, SecondVersion, SentContent, Severity, StatusFacts,
        announcement_wording,
    },
    time::Millis,
    versions::{VersionedKind, Wording},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

mod announcement;
mod attached;
mod figures;
pub(super) mod message;
mod news;
mod period;
mod shown;

pub(super) use self::{
    figures::{SchoolFigures, State, States},
    period::Days,
};
use super::{deployment::Deployment, row::CommunicationRow};
use crate::{
    Backend, Error, Result,
    access::Caller,
    files::Owner,
    ground::second::{self, second_of},
    queue::Kind,
    revision::Scope,
};

/// The content of a communication as its channel stores it.
pub(super) enum Stored {
    Announcement {
        row: announcement::Model,
        /// When its period begins, and in how many schools.
        begins: Vec<(Millis, u32)>,
    },
    Message(Box<message::Model>),
    News {
        row: Box<news::Model>,
        /// As for an announcement.
        begins: Vec<(Millis, u32)>,
    },
}

/// The channels whose communications are shown for a period, each with its table.
const SHOWN: [(Channel, &str); 2] = [(Channel::Announcement, "announcement"), (Channel::News, "news")];

/// Refuses what cannot be deployed at this moment, field by field.
pub(super) fn check(backend: &Backend, deployment: &Deployment<'_>, content: &Content) -> Result<()> {
    match content {
        Content::Announcement(_) => Ok(()),
        Content::Message(message) => message::check(backend, deployment, message),
        Content::News(news) => news::check(backend, news),
    }
}

/// Writes the content, the record of each school and the work that follows.
pub(super) async fn write(
    db: &DatabaseTransaction,
    deployment: &Deployment<'_>,
    id: CommunicationId,
    content: &Content,
) -> Result<()> {
    match content {
        Content::Announcement(announcement) => announcement::write(db, deployment, id, announcement).await?,
        Content::Message(message) => message::write(db, deployment, id, message).await?,
        Content::News(news) => news::write(db, deployment, id, news).await?,
    }
    second::write(db, id, content.second()).await
}

/// The kind of job that follows a deployment.
pub(super) const fn work_of(channel: Channel) -> Kind {
    match channel {
        Channel::Announcement | Channel::News => Kind::Publish,
        Channel::Message => Kind::Deliver,
    }
}

/// Whether a channel shows its communications for a period.
pub(super) const fn has_period(channel: Channel) -> bool {
    match channel {
        Channel::Announcement | Channel::News => true,
        Channel::Message => false,
    }
}

/// Whether readers may get copies by e-mail.
pub(super) const fn has_copies(channel: Channel) -> bool {
    match channel {
        Channel::Message => true,
        Channel::Announcement | Channel::News => false,
    }
}

/// SQL condition on a `communication`: its channel has a period.
pub(super) fn periodic_sql() -> String {
    let codes: Vec<String> = Channel::ALL
        .into_iter()
        .filter(|channel| has_period(*channel))
        .map(|channel| format!("'{}'", channel.code()))
        .collect();
    format!("communication.channel IN ({})", codes.join(", "))
}

/// Withdraws what was given to readers. Home pages drop a cancelled communication by themselves.
pub(super) async fn withdraw(
    db: &DatabaseTransaction,
    channel: Channel,
    id: CommunicationId,
    now: Millis,
) -> Result<()> {
    match channel {
        Channel::Message => message::withdraw(db, id, now).await,
        Channel::Announcement | Channel::News => Ok(()),
    }
}

/// Holds what is being sent until the transaction ends, so that a correction comes before it or not at
/// all.
///
/// # Errors
/// [`Error::Conflict`] when it is on its way.
pub(super) async fn hold_to_correct(
    db: &DatabaseTransaction,
    channel: Channel,
    id: CommunicationId,
) -> Result<()> {
    match channel {
        Channel::Message => message::hold_to_correct(db, id).await,
        Channel::Announcement | Channel::News => Ok(()),
    }
}

/// Whether a message may stand beside one of these: *Envoyer aussi par messagerie*.
pub(super) const fn may_have_message(channel: Channel) -> bool {
    matches!(channel, Channel::Announcement)
}

/// Writes another wording. Call it under the lock of the communication.
pub(super) async fn rewrite(db: &DatabaseTransaction, id: CommunicationId, content: &Content) -> Result<()> {
    match content {
        Content::Announcement(announcement) => announcement::rewrite(db, id, announcement).await?,
        Content::Message(message) => message::rewrite(db, id, message).await?,
        Content::News(news) => news::rewrite(db, id, news).await?,
    }
    second::rewrite(db, id, content.second()).await
}

/// What readers will read of a content.
pub(super) fn wording_of(content: &Content) -> Wording {
    let first = match content {
        Content::Announcement(announcement) => announcement::wording_of(announcement),
        Content::Message(message) => message::wording_of(message),
        Content::News(news) => news::wording_of(news),
    };
    SecondVersion::after(content.second(), first)
}

/// The inboxes in which a communication stands.
pub(super) async fn inboxes(
    db: &DatabaseTransaction,
    channel: Channel,
    id: CommunicationId,
) -> Result<Option<Scope>> {
    match channel {
        Channel::Message => message::inboxes(db, id).await,
        Channel::Announcement | Channel::News => Ok(None),
    }
}

/// The contents of these communications, by communication.
pub(super) async fn stored(
    db: &impl ConnectionTrait,
    rows: &[CommunicationRow],
) -> Result<HashMap<CommunicationId, Stored>> {
    let mut of: BTreeMap<Channel, Vec<CommunicationId>> = BTreeMap::new();
    for row in rows {
        of.entry(row.channel).or_default().push(row.id);
    }
    let mut found = HashMap::new();
    for (channel, ids) in of {
        match channel {
            Channel::Announcement => {
                let mut begins = shown::beginnings(db, &ids).await?;
                let rows = announcement::load(db, ids).await?;
                found.extend(rows.into_iter().map(|row| {
                    let begins = begins.remove(&row.communication_id).unwrap_or_default();
                    (row.communication_id, Stored::Announcement { row, begins })
                }));
            }
            Channel::Message => {
                let rows = message::load(db, ids).await?;
                let of = |row: message::Model| Some((row.communication_id?, Stored::Message(Box::new(row))));
                found.extend(rows.into_iter().filter_map(of));
            }
            Channel::News => {
                let mut begins = shown::beginnings(db, &ids).await?;
                let rows = news::load(db, ids).await?;
                found.extend(rows.into_iter().map(|row| {
                    let begins = begins.remove(&row.communication_id).unwrap_or_default();
                    (row.communication_id, Stored::News { row: Box::new(row), begins })
                }));
            }
        }
    }
    Ok(found)
}

/// The content of one communication.
pub(super) async fn stored_of(db: &impl ConnectionTrait, row: &CommunicationRow) -> Result<Stored> {
    let mut found = stored(db, std::slice::from_ref(row)).await?;
    found.remove(&row.id).ok_or_else(|| missing(row.id))
}

/// The files and the picture of a communication belong to this owner, if its channel has any.
pub(super) async fn files_of(
    db: &impl ConnectionTrait,
    channel: Channel,
    id: CommunicationId,
) -> Result<Option<Owner>> {
    match channel {
        Channel::Announcement => Ok(None),
        Channel::Message => {
            let rows = message::load(db, vec![id]).await?;
            Ok(rows.first().map(|row| row.id.into()))
        }
        Channel::News => Ok(Some(id.into())),
    }
}

pub(super) fn missing(id: CommunicationId) -> Error {
    Error::Inconsistent(format!("content of communication {id}"))
}

/// SQL condition on a `communication` with its [`FIGURES`](super::row::FIGURES): it has this status. Must
/// agree with [`StatusFacts::status`]; a test compares the two.
pub(super) fn status_sql(status: &str, now: Millis) -> String {
    let shown = SHOWN.map(|(channel, _)| shown::status_sql(channel, status, now));
    any_of(shown.into_iter().chain([message::status_sql(status, now)]))
}

/// SQL condition on a `communication`: it is shown, or sent, on one of these days.
pub(super) fn days_sql(days: &Days) -> String {
    let shown = SHOWN.map(|(_, table)| shown::days_sql(table, days));
    any_of(shown.into_iter().chain([message::days_sql(days)]).map(Some))
}

/// SQL condition on a `communication` that is not cancelled: it runs, or is still to come.
pub(super) fn live_sql(now: Millis) -> String {
    let shown = SHOWN.map(|(channel, _)| shown::live_sql(channel, now));
    any_of(shown.into_iter().chain([message::live_sql()]).map(Some))
}

fn any_of(conditions: impl IntoIterator<Item = Option<String>>) -> String {
    let conditions: Vec<String> =
        conditions.into_iter().flatten().map(|condition| format!("({condition})")).collect();
    if conditions.is_empty() { "1 = 0".to_owned() } else { format!("({})", conditions.join(" OR ")) }
}

impl Stored {
    pub fn facts(&self, row: &CommunicationRow) -> StatusFacts {
        StatusFacts {
            cancelled_at: row.cancelled_at,
            held_until: row.held_until,
            schools: row.schools(),
            content: match self {
                Self::Announcement { begins, .. } => ContentFacts::Announcement(shown::facts(row, begins)),
                Self::Message(message) => message::facts(message),
                Self::News { begins, .. } => ContentFacts::News(shown::facts(row, begins)),
            },
        }
    }

    pub fn sent(&self, row: &CommunicationRow) -> SentContent {
        match self {
            Self::Announcement { row, .. } => announcement::sent(row),
            Self::Message(message) => message::sent(message, row),
            Self::News { row, .. } => news::sent(row),
        }
    }

    /// What its page shows, including what readers did with it where the page contains that.
    /// `canceller` is the caller, if they may cancel it.
    pub async fn detail(
        &self,
        backend: &Backend,
        row: &CommunicationRow,
        canceller: Option<&Caller>,
    ) -> Result<(ContentDetail, Option<State>)> {
        let second = second_of(&backend.db, Some(row.id)).await?;
        let (content, state) = match self {
            Self::Announcement { row, .. } => (announcement::detail(row), None),
            Self::Message(message) => message::detail(backend, message, row, canceller).await?,
            Self::News { row, .. } => (news::detail(&backend.db, row).await?, None),
        };
        Ok((content.with_versions(row.language, second), state))
    }

    /// What it says, as a school that received it reads it: without any figure of other schools.
    pub async fn received(&self, db: &impl ConnectionTrait, row: &CommunicationRow) -> Result<ContentDetail> {
        let content = match self {
            Self::Announcement { row, .. } => announcement::detail(row),
            Self::Message(message) => message::received(db, message, row).await?,
            Self::News { row, .. } => news::detail(db, row).await?,
        };
        Ok(content.with_versions(row.language, second_of(db, Some(row.id)).await?))
    }

    /// What readers did with it, as in [`detail`](Self::detail).
    pub async fn figures(&self, backend: &Backend) -> Result<Option<State>> {
        match self {
            Self::Announcement { .. } | Self::News { .. } => Ok(None),
            Self::Message(message) => message::figures(backend, message).await.map(Some),
        }
    }

    /// How many people saw it, or opened it.
    pub async fn seen(&self, backend: &Backend, id: CommunicationId) -> Result<Option<u64>> {
        match self {
            Self::Announcement { .. } | Self::News { .. } => shown::seen(&backend.db, id).await.map(Some),
            Self::Message(message) => Ok(Some(message::figures(backend, message).await?.opened)),
        }
    }

    /// When a page that follows it should look again although no change was announced.
    pub fn look_again(&self, now: Millis) -> Option<Millis> {
        match self {
            Self::Announcement { .. } | Self::News { .. } => None,
            Self::Message(message) => Some(message::look_again(now, message.expected)),
        }
    }

    /// What readers read of it.
    pub async fn wording(&self, db: &impl ConnectionTrait) -> Result<Wording> {
        let (id, first) = match self {
            Self::Announcement { row, .. } => {
                (Some(row.communication_id), announcement_wording(&row.text, row.link.as_deref()))
            }
            Self::Message(message) => (message.communication_id, message::wording(db, message).await?),
            Self::News { row, .. } => (Some(row.communication_id), news::wording(row)),
        };
        Ok(SecondVersion::after(second_of(db, id).await?.as_ref(), first))
    }

    /// Whether it can be corrected while people read it. A message is in their inboxes by then.
    pub const fn is_corrected_in_place(&self) -> bool {
        match self {
            Self::Announcement { .. } | Self::News { .. } => true,
            Self::Message(_) => false,
        }
    }

    /// What its corrections are kept under.
    pub const fn versioned(&self) -> VersionedKind {
        match self {
            Self::Announcement { .. } => VersionedKind::Announcement,
            Self::Message(_) => VersionedKind::Message,
            Self::News { .. } => VersionedKind::News,
        }
    }

    /// The severity, on a channel that has severities.
    pub const fn severity(&self) -> Option<Severity> {
        match self {
            Self::Announcement { row, .. } => Some(row.severity),
            Self::Message(_) | Self::News { .. } => None,
        }
    }

    /// The owner whose files a copy takes over.
    pub fn files(&self) -> Option<Owner> {
        match self {
            Self::Announcement { .. } => None,
            Self::Message(message) => Some(message.id.into()),
            Self::News { row, .. } => Some(row.communication_id.into()),
        }
    }

    pub async fn school_figures(&self, backend: &Backend) -> Result<SchoolFigures> {
        match self {
            Self::Announcement { .. } => Ok(shown::school_figures(false)),
            Self::News { .. } => Ok(shown::school_figures(true)),
            Self::Message(message) => message::school_figures(backend, message).await,
        }
    }
}
