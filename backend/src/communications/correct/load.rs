use std::collections::BTreeSet;

use domain::{
    CommunicationId, Conflict, EstablishmentId, access::Right, communications::Status, time::Millis,
    versions::Versioned,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    Error, Result,
    access::{Caller, Place},
    communications::{
        channels::{self, Stored},
        row::{CommunicationRow, load},
    },
    entities::publication,
};

/// A communication that the caller may correct.
pub(super) struct Loaded {
    pub row: CommunicationRow,
    pub stored: Stored,
}

impl Loaded {
    pub fn of(&self) -> Versioned {
        versioned(&self.stored, self.row.id)
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
    let sites =
        publication::Entity::find().filter(publication::Column::CommunicationId.eq(id)).all(db).await?;
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
