//! Reading, holding and writing what is corrected.

use std::collections::BTreeSet;

use domain::{
    CommunicationId, Conflict, EstablishmentId,
    access::Right,
    communications::{CommunicationInput, Content, ContentDetail, RewordingInput, Status},
    search::fold,
    time::Millis,
    versions::{Versioned, Wording},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::{
    Error, Result,
    access::{Caller, Place},
    audit::Entry,
    communications::{
        channels::{self, Stored},
        row::{CommunicationRow, load},
    },
    entities::publication,
    ground::sql::sql,
    stored::name_of,
};

/// How much of the old text the journal repeats; the whole of it stays with the communication.
const JOURNAL_CHARACTERS: usize = 255;

/// A communication that the caller may correct.
pub(super) struct Loaded {
    pub row: CommunicationRow,
    pub stored: Stored,
}

impl Loaded {
    pub fn of(&self) -> Versioned {
        versioned(&self.stored, self.row.id)
    }

    /// The fields of the form as it opens.
    pub fn typed(&self, content: &ContentDetail, version: i32) -> RewordingInput {
        let mut input = CommunicationInput::worded(content);
        self.row.channel.code().clone_into(&mut input.channel);
        RewordingInput { version, tell: false, input }
    }
}

fn versioned(stored: &Stored, id: CommunicationId) -> Versioned {
    Versioned { kind: stored.versioned(), id: id.0 }
}

/// Loads a communication for a caller who wants to correct it.
///
/// # Errors
/// As [`load`], except that the error names the right to create;
/// [`Caller::authorize_correction`]; [`Error::Conflict`] when nothing is left to correct.
pub(super) async fn load_to_correct(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CommunicationId,
    now: Millis,
) -> Result<Loaded> {
    let row = load(db, caller, id).await.map_err(|reason| match reason {
        Error::Forbidden(_) => Error::Forbidden(Right::CreateCommunication),
        other => other,
    })?;
    let stored = channels::stored_of(db, &row).await?;
    let schools = schools_of(db, id).await?;
    authorize(caller, &row, &stored, &schools)?;
    if !is_open(&row, &stored, now) {
        return Err(Error::Conflict(Conflict::NothingToCorrect));
    }
    Ok(Loaded { row, stored })
}

/// The schools in which it did not fail.
pub(super) async fn schools_of(
    db: &impl ConnectionTrait,
    id: CommunicationId,
) -> Result<BTreeSet<EstablishmentId>> {
    let sites = publication::Entity::of(id).all(db).await?;
    let live = sites.iter().filter(|site| site.failed_at.is_none());
    Ok(live.map(|site| site.establishment_id).collect())
}

fn authorize(
    caller: &Caller,
    row: &CommunicationRow,
    stored: &Stored,
    schools: &BTreeSet<EstablishmentId>,
) -> Result<()> {
    let place = Place { establishments: schools, authority: row.source_authority_id };
    caller.authorize_correction(row.author_id == caller.person, row.channel, stored.severity(), place)
}

/// Whether somebody reads it, or will read it, and its channel can still correct it.
fn is_open(row: &CommunicationRow, stored: &Stored, now: Millis) -> bool {
    match stored.facts(row).status(now) {
        // Before it goes out, its author takes it back instead.
        Status::Draft | Status::Pending | Status::Ended | Status::Cancelled | Status::Failed => false,
        Status::Scheduled => true,
        Status::Deploying { .. } | Status::Deployed | Status::Unreached => stored.is_corrected_in_place(),
    }
}

/// Whether its page offers *Corriger*.
pub(in crate::communications) async fn may_correct(
    db: &impl ConnectionTrait,
    caller: &Caller,
    row: &CommunicationRow,
    stored: &Stored,
    now: Millis,
) -> Result<bool> {
    let schools = schools_of(db, row.id).await?;
    Ok(is_open(row, stored, now) && authorize(caller, row, stored, &schools).is_ok())
}

/// Holds the communication until the transaction ends.
pub(super) async fn hold(tx: &DatabaseTransaction, id: CommunicationId) -> Result<()> {
    let text = "UPDATE communication SET created_at = created_at WHERE id = :id AND cancelled_at IS NULL";
    let held = tx.execute_raw(sql!(tx, text, id)).await?.rows_affected();
    if held == 0 { Err(Error::Conflict(Conflict::NothingToCorrect)) } else { Ok(()) }
}

/// Writes the new text, and what lists and searches know of it.
pub(super) async fn rewrite(tx: &DatabaseTransaction, present: &Loaded, content: &Content) -> Result<()> {
    let (id, title) = (present.row.id, content.title());
    channels::rewrite(tx, id, content).await?;
    let author = name_of(tx, present.row.author_id).await?;
    let search = fold(&format!("{} {author}", content.titles()));
    let text =
        "UPDATE communication SET title = :title, language = :language, search_text = :search WHERE id = :id";
    tx.execute_raw(sql!(tx, text, title, language = content.language(), search, id)).await?;
    Ok(())
}

/// What the journal says of a correction.
pub(super) fn journal_entry(entry: Entry, id: CommunicationId, number: i32, before: &Wording) -> Entry {
    entry
        .with("communication", id)
        .with("correction", number)
        .with("before", before.text.chars().take(JOURNAL_CHARACTERS).collect::<String>())
}
