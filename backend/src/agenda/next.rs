use domain::{PersonId, agenda::view::Occurrence, time::Millis};
use sea_orm::ConnectionTrait;

use super::rows::{self, OccurrenceRow, Whose};
use crate::Result;

/// How far ahead *Accueil* looks.
const AHEAD_MS: i64 = 400 * 24 * 60 * 60 * 1_000;

/// The next occurrences of a person's own events, those that run included: for *Accueil*. The events
/// of spaces come with the boards of the schools ([`super::items_of`]).
pub async fn upcoming(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: Millis,
    limit: u8,
) -> Result<Vec<Occurrence>> {
    let window = (now, now.plus(AHEAD_MS));
    let rows = rows::read(db, Whose::Person(person), window, limit.into()).await?;
    Ok(rows.into_iter().map(OccurrenceRow::shown).collect())
}
