//! Converts stored text and numbers into values and back, and reads the person data that every room
//! needs.

use chrono::NaiveDate;
use chrono_tz::Tz;
use domain::{Conflict, PersonId, time::Millis};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use super::{Error, Result, required::Required};
use crate::entities::person;

pub(crate) fn zone(stored: &str) -> Result<Tz> {
    stored.parse::<Tz>().required(format_args!("time zone {stored:?}"))
}

/// The civil day of an instant in a time zone.
pub(crate) fn day(at: Millis, zone: Tz) -> Result<NaiveDate> {
    at.day(zone).required(format_args!("the day of instant {at}"))
}

/// A value as JSON; `what` names it for the operator if it cannot be written.
pub(crate) fn to_json(what: &str, value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).required(format_args!("{what} as JSON"))
}

/// The same as bytes.
pub(crate) fn to_json_bytes(what: &str, value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).required(format_args!("{what} as JSON"))
}

/// A value that was kept as JSON.
pub(crate) fn from_json<T: DeserializeOwned>(what: &str, json: &str) -> Result<T> {
    serde_json::from_str(json).map_err(|reason| Error::Inconsistent(format!("{what}: {reason}")))
}

/// The version of what a form shows. Whoever saves the form sends it back.
pub(crate) fn version(what: &str, shown: &impl Serialize) -> Result<String> {
    Ok(hex::encode(&Sha256::digest(to_json_bytes(what, shown)?)[..8]))
}

/// Refuses a form that showed something else than what is stored now. A form that names no version is
/// taken as it is.
///
/// # Errors
/// [`Conflict::SavedMeanwhile`].
pub(crate) fn refuse_stale(what: &str, shown: Option<&str>, stored: &impl Serialize) -> Result<()> {
    match shown {
        Some(shown) if shown != version(what, stored)? => Err(Error::Conflict(Conflict::SavedMeanwhile)),
        _ => Ok(()),
    }
}

pub(crate) fn count(stored: Option<i64>) -> Option<u64> {
    stored.and_then(|n| u64::try_from(n).ok())
}

/// First and last name of a person; empty for a person who is not in the directory.
pub(crate) async fn name_of(db: &impl ConnectionTrait, id: PersonId) -> Result<String> {
    let person = person::Entity::find_by_id(id).one(db).await?;
    Ok(person.map(|person| format!("{} {}", person.first_name, person.last_name)).unwrap_or_default())
}
