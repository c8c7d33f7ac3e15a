use domain::{
    CommunicationId, Conflict,
    audit::Action,
    communications::{Content, RewordingInput, Severity},
    search::fold,
    time::Millis,
    versions::Wording,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::{
    load::{Loaded, load_to_correct},
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
    ground::sql::sql,
    mail,
    notifications::{self, Corrected},
    queue::Kind,
    stored::name_of,
    transaction,
    versions::{self, number_of},
};

/// corriger: replaces the text, and keeps what it said before. The audience, the period and the
/// severity stay. Those who had seen the old text are told once, if that is asked for; of a corrected
/// alert they are always told. Correcting twice with the same text has the same effect as once.
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
    let (shown, _) = loaded.stored.detail(backend, &loaded.row, false).await?;
    let content = typed.applied_to(&shown).map_err(Error::Fields)?;
    // What this process has noted counts too.
    people_who_saw(backend, id).await?;
    backend.failpoint.between("correct").await;
    transaction!(&backend.db, |tx| {
        let now = backend.clock.now();
        channels::hold_to_correct(tx, loaded.row.channel, id).await?;
        hold(tx, id).await?;
        // The caller may have lost the right meanwhile.
        let caller = Caller::load(tx, caller.person).await?;
        let present = load_to_correct(tx, &caller, id, now).await?;
        let (before, after) = (present.stored.wording(tx).await?, wording_of(&content));
        if before == after && number_of(tx, present.of()).await? == typed.version + 1 {
            return Ok(());
        }
        if before == after && content.language() != present.row.language {
            return rename_language(tx, &caller, &present, &content, now).await;
        }
        // The article that it links to already may stay, even if it was withdrawn since.
        if content.article() != shown.article() {
            linked(tx, &caller, &content).await?;
        }
        let worded = (&before, &after);
        let number = versions::correct(tx, present.of(), typed.version, worded, caller.person, now).await?;
        rewrite(tx, &present, &content).await?;
        follow_up(tx, &caller, &present, (number, &content, &before), typed.tell, now).await
    })?;
    backend.queue.wake(Kind::Deliver);
    backend.queue.wake(Kind::Mail);
    backend.refresh().await
}

/// Holds the communication until the transaction ends.
async fn hold(tx: &DatabaseTransaction, id: CommunicationId) -> Result<()> {
    let text = "UPDATE communication SET created_at = created_at WHERE id = :id AND cancelled_at IS NULL";
    let held = tx.execute_raw(sql!(tx, text, id)).await?.rows_affected();
    if held == 0 { Err(Error::Conflict(Conflict::NothingToCorrect)) } else { Ok(()) }
}

/// Writes the new text, and what lists and searches know of it.
async fn rewrite(tx: &DatabaseTransaction, present: &Loaded, content: &Content) -> Result<()> {
    let (id, title) = (present.row.id, content.title());
    channels::rewrite(tx, id, content).await?;
    let author = name_of(tx, present.row.author_id).await?;
    let search = fold(&format!("{} {author}", content.titles()));
    let text =
        "UPDATE communication SET title = :title, language = :language, search_text = :search WHERE id = :id";
    tx.execute_raw(sql!(tx, text, title, language = content.language(), search, id)).await?;
    Ok(())
}

/// Only the language was wrong: what people read stays, and nobody is told.
async fn rename_language(
    tx: &DatabaseTransaction,
    caller: &Caller,
    present: &Loaded,
    content: &Content,
    now: Millis,
) -> Result<()> {
    rewrite(tx, present, content).await?;
    announce(tx, &[(present.row.channel, present.row.id)]).await?;
    let entry = Entry::by(caller, Action::Corrected, content.title())
        .with("communication", present.row.id)
        .with("first_language", content.language().code());
    audit::append(tx, now, entry).await
}

/// Tells those concerned, wakes the pages that show it, and writes the journal.
async fn follow_up(
    tx: &DatabaseTransaction,
    caller: &Caller,
    present: &Loaded,
    (number, content, before): (i32, &Content, &Wording),
    tell: bool,
    now: Millis,
) -> Result<()> {
    let row = &present.row;
    if tell || content.severity() == Some(Severity::Alert) {
        tell_readers(tx, row, (number, content), caller.person, now).await?;
    }
    if content.severity() == Some(Severity::Alert) {
        mail::enqueue_corrected_alert(tx, now, row.id, number).await?;
    }
    let correction = Corrected { communication: row.id, by: caller.person, at: now };
    notifications::corrected(tx, &correction).await?;
    announce(tx, &[(row.channel, row.id)]).await?;
    let entry = Entry::by(caller, Action::Corrected, content.title())
        .with("communication", row.id)
        .with("correction", number)
        .with("before", before.text.chars().take(JOURNAL_CHARACTERS).collect::<String>());
    audit::append(tx, now, entry).await
}

/// How much of the old text the journal repeats; the whole of it stays with the communication.
const JOURNAL_CHARACTERS: usize = 255;
