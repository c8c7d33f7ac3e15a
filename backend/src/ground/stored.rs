//! Converts stored text and numbers into values, and reads the person data that every room needs.

use chrono_tz::Tz;
use domain::PersonId;
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{Error, Result};
use crate::entities::person;

pub(crate) fn zone(stored: &str) -> Result<Tz> {
    stored.parse().map_err(|_| Error::Inconsistent(format!("time zone {stored:?}")))
}

pub(crate) fn count(stored: Option<i64>) -> Option<u64> {
    stored.and_then(|n| u64::try_from(n).ok())
}

/// First and last name of a person; empty for a person who is not in the directory.
pub(crate) async fn name_of(db: &impl ConnectionTrait, id: PersonId) -> Result<String> {
    let person = person::Entity::find_by_id(id).one(db).await?;
    Ok(person.map(|person| format!("{} {}", person.first_name, person.last_name)).unwrap_or_default())
}
