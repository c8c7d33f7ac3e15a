use domain::{agenda::view::Occurrence, time::Millis};
use sea_orm::ConnectionTrait;

use super::rows::{self, Whose};
use crate::{Result, access::Caller, ground::sql::Sql};

/// How far ahead *Accueil* looks.
const AHEAD_MS: i64 = 400 * 24 * 60 * 60 * 1_000;

/// Whether [`upcoming`] would find anything for `:person`, as a condition in SQL; [`ahead`] says when.
pub const HAS_UPCOMING: &str = "EXISTS (SELECT 1 FROM event_occurrence AS own WHERE own.owner_id = :person \
     AND own.ends_at > :from AND own.starts_at < :before)";

/// Binds the instants of [`HAS_UPCOMING`].
pub fn ahead(sql: Sql, now: Millis) -> Sql {
    sql.bind("from", now).bind("before", now.plus(AHEAD_MS))
}

/// The next occurrences of a person's own events, those that run included: for *Accueil*. The events
/// of spaces come with the boards of the schools ([`super::items_of`]).
pub async fn upcoming(
    db: &impl ConnectionTrait,
    caller: &Caller,
    now: Millis,
    limit: u8,
) -> Result<Vec<Occurrence>> {
    let window = (now, now.plus(AHEAD_MS));
    let rows = rows::read(db, Whose::Person(caller.person), window, limit.into()).await?;
    Ok(rows.into_iter().map(|row| row.shown(caller.own_zone())).collect())
}
