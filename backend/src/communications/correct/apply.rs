use domain::{
    CommunicationId,
    audit::Action,
    communications::{Channel, Content, RewordingInput, Severity},
    time::Millis,
    versions::Wording,
};
use sea_orm::DatabaseTransaction;

use super::{
    follower::{Follower, follower, hold_message, said},
    load::{Loaded, hold, journal_entry, load_to_correct, rewrite},
    tell::{people_who_saw, tell_readers},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    communications::{
        article_links::linked,
        cancel::announce,
        channels::{self, wording_of},
    },
    mail,
    notifications::{self, Corrected},
    queue::Kind,
    transaction,
    versions::{self, number_of},
};

/// corriger: replaces the text, and keeps what it said before; a message beside an announcement that has
/// not gone out follows. The audience, the period and the severity stay. Those who had seen the old text
/// are told once, if that is asked for; of a corrected alert they are always told. Correcting twice with
/// the same text has the same effect as once.
///
/// # Errors
/// As [`load_to_correct`]; [`Error::Fields`]; [`Error::Conflict`] when somebody else corrected it
/// meanwhile, or nothing changes.
pub async fn correct(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    typed: &RewordingInput,
) -> Result<()> {
    let loaded = load_to_correct(&backend.db, caller, id, backend.clock.now()).await?;
    let (shown, _) = loaded.stored.detail(backend, &loaded.row, None).await?;
    let content = typed.applied_to(&shown).map_err(Error::Fields)?;
    let said = said(&loaded, &shown);
    // What this process has noted counts too.
    people_who_saw(backend, id).await?;
    backend.failpoint.between("correct").await;
    transaction!(&backend.db, |tx| {
        let now = backend.clock.now();
        channels::hold_to_correct(tx, loaded.row.channel, id).await?;
        let other = hold_message(tx, (id, loaded.row.channel)).await?;
        hold(tx, id).await?;
        // The caller may have lost the right meanwhile.
        let caller = Caller::load(tx, caller.person).await?;
        let present = load_to_correct(tx, &caller, id, now).await?;
        let (before, after) = (present.stored.wording(tx).await?, wording_of(&content));
        if before == after && number_of(tx, present.of()).await? == typed.version + 1 {
            return Ok(());
        }
        let other = follower(tx, &caller, other, (said.as_ref(), &content), now).await?;
        if before == after && content.language() != present.row.language {
            return rename_language(tx, &caller, &present, (&content, other.as_ref()), now).await;
        }
        // The article that it links to already may stay, even if it was withdrawn since.
        if content.article() != shown.article() {
            linked(tx, &caller, &content).await?;
        }
        let worded = (&before, &after);
        let number = versions::correct(tx, present.of(), typed.version, worded, caller.person, now).await?;
        rewrite(tx, &present, &content).await?;
        follow_up(tx, &caller, (&present, other.as_ref()), (number, &content, &before), typed.tell, now).await
    })?;
    backend.queue.wake(Kind::Deliver);
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
}

/// Only the language was wrong: what people read stays, and nobody is told.
async fn rename_language(
    tx: &DatabaseTransaction,
    caller: &Caller,
    present: &Loaded,
    (content, other): (&Content, Option<&Follower>),
    now: Millis,
) -> Result<()> {
    rewrite(tx, present, content).await?;
    let beside = follow(tx, caller, other, now).await?;
    announce(tx, &all_of(present, other)).await?;
    let entry = Entry::by(caller, Action::Corrected, content.title())
        .with("communication", present.row.id)
        .with("first_language", content.language().code());
    audit::append(tx, now, entry).await?;
    append(tx, beside, now).await
}

/// Corrects the message beside it.
async fn follow(
    tx: &DatabaseTransaction,
    caller: &Caller,
    other: Option<&Follower>,
    now: Millis,
) -> Result<Option<Entry>> {
    match other {
        Some(other) => other.follow(tx, caller, now).await,
        None => Ok(None),
    }
}

/// The communications whose pages show another text.
fn all_of(present: &Loaded, other: Option<&Follower>) -> Vec<(Channel, CommunicationId)> {
    [(present.row.channel, present.row.id)].into_iter().chain(other.map(Follower::communication)).collect()
}

async fn append(tx: &DatabaseTransaction, entry: Option<Entry>, now: Millis) -> Result<()> {
    match entry {
        Some(entry) => audit::append(tx, now, entry).await,
        None => Ok(()),
    }
}

/// Tells those concerned, wakes the pages that show it, and writes the journal.
async fn follow_up(
    tx: &DatabaseTransaction,
    caller: &Caller,
    (present, other): (&Loaded, Option<&Follower>),
    (number, content, before): (i32, &Content, &Wording),
    tell: bool,
    now: Millis,
) -> Result<()> {
    let row = &present.row;
    let beside = follow(tx, caller, other, now).await?;
    if tell || content.severity() == Some(Severity::Alert) {
        tell_readers(tx, row, (number, content), caller.person, now).await?;
    }
    if content.severity() == Some(Severity::Alert) {
        mail::enqueue_corrected_alert(tx, now, row.id, number).await?;
    }
    let correction = Corrected { communication: row.id, by: caller.person, at: now };
    notifications::corrected(tx, &correction).await?;
    announce(tx, &all_of(present, other)).await?;
    let entry = Entry::by(caller, Action::Corrected, content.title());
    audit::append(tx, now, journal_entry(entry, row.id, number, before)).await?;
    append(tx, beside, now).await
}
