//! Whoever sent something, and those who administer its schools, are told that it no longer does
//! what it was meant to. Each reason is told once.

use std::collections::BTreeSet;

use domain::{
    EstablishmentId, PersonId,
    communications::{Concern, Outcome},
    messages::Notice,
    time::Millis,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Post, about::ToldCommunication};
use crate::{
    Result,
    access::{administering, author},
    entities::concern,
};

/// How many reasons a letter names: an authority may have thousands of schools.
const NAMED: usize = 20;

/// The letter about every reason that has not been told, if there is one.
pub(super) async fn untold(
    db: &impl ConnectionTrait,
    now: Millis,
    told: &ToldCommunication,
) -> Result<Option<Post>> {
    let mut rows = noted(db, told).await?;
    rows.retain(|row| row.told_at.is_none());
    let outcome = if told.has_failed { Outcome::Failed } else { Outcome::GoesOn };
    letter(db, now, told, rows, outcome).await
}

/// The letter that a communication has failed, with every reason; `None` when none is known.
pub(super) async fn why_failed(
    db: &impl ConnectionTrait,
    now: Millis,
    told: &ToldCommunication,
) -> Result<Option<Post>> {
    let rows = noted(db, told).await?;
    letter(db, now, told, rows, Outcome::Failed).await
}

/// The letter that a communication has failed for a technical reason, to those who administer the
/// schools: there is no author who could be told.
pub(super) async fn unknown_reason(
    db: &impl ConnectionTrait,
    now: Millis,
    told: &ToldCommunication,
) -> Result<Post> {
    let notice = Notice::Concerned {
        text: told.text(),
        author: told.author.clone(),
        outcome: Outcome::Failed,
        concerns: Vec::new(),
        more: 0,
    };
    let people = people(db, told, &[]).await?;
    Ok(Post::new(told.letter(now, format!("concerned-{}-failed", told.row.id), notice), people))
}

async fn noted(db: &impl ConnectionTrait, told: &ToldCommunication) -> Result<Vec<concern::Model>> {
    let its_own = concern::Column::CommunicationId.eq(told.row.id);
    Ok(concern::Entity::find().filter(its_own).order_by_asc(concern::Column::Id).all(db).await?)
}

async fn letter(
    db: &impl ConnectionTrait,
    now: Millis,
    told: &ToldCommunication,
    rows: Vec<concern::Model>,
    outcome: Outcome,
) -> Result<Option<Post>> {
    let Some(last) = rows.last() else { return Ok(None) };
    let event = match outcome {
        Outcome::Failed => "failed",
        Outcome::GoesOn => "goes-on",
    };
    let reason = format!("concerned-{}-{}-{event}", told.row.id, last.id);
    let people = people(db, told, &rows).await?;
    let concerns: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let notice = Notice::Concerned {
        text: told.text(),
        author: told.author.clone(),
        outcome,
        more: rows.len().saturating_sub(NAMED),
        concerns: rows.into_iter().take(NAMED).map(|row| row.detail.into_inner()).collect(),
    };
    Ok(Some(Post { letter: told.letter(now, reason, notice), people, concerns }))
}

/// The author, whatever rights they have left, and those who administer the schools concerned.
async fn people(
    db: &impl ConnectionTrait,
    told: &ToldCommunication,
    rows: &[concern::Model],
) -> Result<Vec<PersonId>> {
    let named: Option<BTreeSet<EstablishmentId>> = rows.iter().map(|row| row.establishment_id).collect();
    let schools = named.as_ref().filter(|schools| !schools.is_empty()).unwrap_or(&told.schools);
    let mut people = administering(db, schools, told.row.source_authority_id).await?;
    people.extend(author(db, told.row.author_id).await?.map(|author| author.person));
    Ok(people.into_iter().collect())
}

/// Whether it was noted that the communication reaches nobody.
pub(super) async fn reaches_nobody(db: &impl ConnectionTrait, told: &ToldCommunication) -> Result<bool> {
    Ok(noted(db, told).await?.iter().any(|row| *row.detail == Concern::Nobody))
}
