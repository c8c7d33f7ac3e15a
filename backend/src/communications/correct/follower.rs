//! *Envoyer aussi par messagerie*: as long as the message beside an announcement has not gone out and says
//! the same, a correction of the announcement corrects it too. Otherwise its readers would get the text
//! that was found to be wrong.

use domain::{
    CommunicationId,
    audit::Action,
    communications::{Channel, Content, ContentDetail, MessageBeside},
    time::Millis,
    versions::Wording,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::load::{Loaded, hold, journal_entry, load_to_correct, rewrite};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::Entry,
    communications::{
        beside::{beside, other_of},
        channels::{self, wording_of},
    },
    versions::{self, number_of},
};

/// The message beside the announcement, with the text that it gets.
pub(super) struct Follower {
    loaded: Loaded,
    says: Content,
    before: Wording,
}

/// What the announcement says now, as a message; `None` for everything else.
pub(super) fn said(loaded: &Loaded, shown: &ContentDetail) -> Option<Content> {
    let present = loaded.typed(shown, 0).applied_to(shown).ok()?;
    present.as_message().ok().flatten()
}

/// Holds the message beside an announcement until the transaction ends, if it has not gone out. Call it
/// before the announcement is held.
pub(super) async fn hold_message(
    tx: &DatabaseTransaction,
    (id, channel): (CommunicationId, Channel),
) -> Result<Option<CommunicationId>> {
    if !channels::may_have_message(channel) {
        return Ok(None);
    }
    let Some(other) = other_of(tx, id).await? else { return Ok(None) };
    match channels::message::hold_to_correct(tx, other).await {
        Ok(()) => Ok(Some(other)),
        Err(Error::Conflict(_)) => Ok(None),
        Err(reason) => Err(reason),
    }
}

/// Holds its communication too, and reads it again.
pub(super) async fn follower(
    tx: &DatabaseTransaction,
    caller: &Caller,
    other: Option<CommunicationId>,
    (said, content): (Option<&Content>, &Content),
    now: Millis,
) -> Result<Option<Follower>> {
    let (Some(other), Some(said)) = (other, said) else { return Ok(None) };
    hold(tx, other).await?;
    let Some(loaded) = saying(tx, caller, other, said, now).await? else { return Ok(None) };
    let says = content.as_message().map_err(|problem| Error::field("texte", problem))?;
    let before = wording_of(said);
    Ok(says.map(|says| Follower { loaded, says, before }))
}

/// The message, if the caller may correct it and it still says the same as the announcement.
async fn saying(
    db: &impl ConnectionTrait,
    caller: &Caller,
    other: CommunicationId,
    said: &Content,
    now: Millis,
) -> Result<Option<Loaded>> {
    let loaded = match load_to_correct(db, caller, other, now).await {
        Ok(loaded) => loaded,
        Err(
            Error::NotFound
            | Error::Forbidden(_)
            | Error::SeverityForbidden(_)
            | Error::SecondFactorMissing
            | Error::Conflict(_),
        ) => return Ok(None),
        Err(reason) => return Err(reason),
    };
    let same = loaded.stored.wording(db).await? == wording_of(said);
    Ok(same.then_some(loaded))
}

/// What the form says of the message.
pub(super) async fn message_beside(
    backend: &Backend,
    caller: &Caller,
    (loaded, shown): (&Loaded, &ContentDetail),
    now: Millis,
) -> Result<Option<MessageBeside>> {
    let Some(said) = said(loaded, shown) else { return Ok(None) };
    let Some(other) = beside(backend, caller, loaded.row.id, now).await? else { return Ok(None) };
    let follows = saying(&backend.db, caller, other.id, &said, now).await?.is_some();
    Ok(Some(if follows { MessageBeside::Follows } else { MessageBeside::Stays }))
}

impl Follower {
    /// The communication, for those whose pages show it.
    pub fn communication(&self) -> (Channel, CommunicationId) {
        (self.loaded.row.channel, self.loaded.row.id)
    }

    /// Writes the new text, keeps the old one, and returns what the journal says of it.
    pub async fn follow(
        &self,
        tx: &DatabaseTransaction,
        caller: &Caller,
        now: Millis,
    ) -> Result<Option<Entry>> {
        let after = wording_of(&self.says);
        if self.before == after {
            rewrite(tx, &self.loaded, &self.says).await?;
            return Ok(None);
        }
        let seen = number_of(tx, self.loaded.of()).await?;
        let worded = (&self.before, &after);
        let number = versions::correct(tx, self.loaded.of(), seen, worded, caller.person, now).await?;
        rewrite(tx, &self.loaded, &self.says).await?;
        let entry = Entry::by(caller, Action::Corrected, self.says.title());
        Ok(Some(journal_entry(entry, self.loaded.row.id, number, &self.before)))
    }
}
