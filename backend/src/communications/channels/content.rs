//! The content of a communication, whatever its channel: what is stored of it, and what follows from that.

use std::collections::{BTreeMap, HashMap};

use domain::{
    CommunicationId,
    communications::{
        Channel, ContentDetail, ContentFacts, SecondVersion, SentContent, Severity, StatusFacts,
        announcement_wording,
    },
    time::Millis,
    versions::{VersionedKind, Wording},
};
use sea_orm::ConnectionTrait;

use super::{
    announcement,
    figures::{SchoolFigures, State},
    message, news, shown,
};
use crate::{
    Backend, Error, Result, access::Caller, communications::row::CommunicationRow, files::Owner,
    ground::second::second_of,
};

/// The content of a communication as its channel stores it.
pub(in crate::communications) enum Stored {
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

/// The contents of these communications, by communication.
pub(in crate::communications) async fn stored(
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
pub(in crate::communications) async fn stored_of(
    db: &impl ConnectionTrait,
    row: &CommunicationRow,
) -> Result<Stored> {
    let mut found = stored(db, std::slice::from_ref(row)).await?;
    found.remove(&row.id).ok_or_else(|| missing(row.id))
}

/// The error for a communication without its content.
pub(in crate::communications) fn missing(id: CommunicationId) -> Error {
    Error::Inconsistent(format!("content of communication {id}"))
}

impl Stored {
    /// The facts that its status follows from.
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

    /// What its row in *Communications émises* shows.
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

    /// What readers did with it, school by school.
    pub async fn school_figures(&self, backend: &Backend) -> Result<SchoolFigures> {
        match self {
            Self::Announcement { .. } => Ok(shown::school_figures(false)),
            Self::News { .. } => Ok(shown::school_figures(true)),
            Self::Message(message) => message::school_figures(backend, message).await,
        }
    }
}
