use std::collections::BTreeSet;

use domain::{
    CommunicationId, EstablishmentId, PersonId,
    access::{Cell, Right, Role, Subject},
    communications::Channel,
    messages::{MessageKind, Notice},
    time::Millis,
};
use sea_orm::{ConnectionTrait, EntityTrait};
use words::Language;

use crate::{
    Error, Result,
    access::{Caller, Place, name_apart},
    delivery::{Content, Letter},
    entities::{communication, publication},
};

/// A communication that people are notified about.
pub(super) struct ToldCommunication {
    pub row: communication::Model,
    pub channel: Channel,
    pub author: String,
    pub schools: BTreeSet<EstablishmentId>,
    /// No school has it or will have it.
    pub has_failed: bool,
}

impl ToldCommunication {
    pub async fn load(db: &impl ConnectionTrait, id: CommunicationId) -> Result<Self> {
        let row = communication::Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)?;
        let author = name_apart(db, row.author_id).await?;
        let sites = publication::Entity::of(id).all(db).await?;
        let has_failed = sites.iter().all(|site| site.published_at.is_none() && site.failed_at.is_some());
        let schools = sites.iter().map(|site| site.establishment_id).collect();
        Ok(Self { channel: row.channel, row, author, schools, has_failed })
    }

    /// The announcement, or the subject of the message.
    pub fn text(&self) -> String {
        self.row.title.clone()
    }

    pub fn source(&self) -> String {
        self.row.source_name.clone()
    }

    pub fn place(&self) -> Place<'_> {
        Place { establishments: &self.schools, authority: self.row.source_authority_id }
    }

    /// The author, if they hold a role with notifications about their own communications on this
    /// channel, at least on a part of where it was sent.
    pub async fn author_to_tell(&self, db: &impl ConnectionTrait) -> Result<Option<PersonId>> {
        let author = match Caller::load(db, self.row.author_id).await {
            Err(Error::SignedOut) => return Ok(None),
            other => other?,
        };
        let subject = Subject { channel: self.channel, own: true };
        let tells = |role: &Role| {
            Cell::of(*role, Right::NotifiedByMessage) == Cell::Own
                && Cell::of(*role, Right::CreateCommunication).allows(subject)
                && author.holds_some(*role, self.place())
        };
        Ok(Role::ALL.iter().any(tells).then_some(author.person))
    }

    /// `reason` identifies the event: a second letter with the same reason is not written.
    pub fn letter(&self, now: Millis, reason: String, notice: Notice) -> Letter {
        Letter {
            about: Some(self.row.id),
            sender_name: Language::default().words().notifications.sender.to_owned(),
            source_name: self.row.source_name.clone(),
            ..Letter::new(MessageKind::Notification, reason, Content::Notice(notice), now)
        }
    }
}
