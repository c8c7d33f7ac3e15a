//! Whether a school sends copies by e-mail to those who chose nothing.

use domain::{EstablishmentId, access::Scope, audit::Action};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{Caller, administered::authorized};
use crate::{
    Backend, Error, Result,
    audit::{self, Entry},
    database::lock,
    entities::establishment,
    ground::sql::sql,
    transaction,
};

/// Whether the school does; none does at first.
pub(super) async fn sends_copies(db: &impl ConnectionTrait, school: EstablishmentId) -> Result<bool> {
    let text = "SELECT 1 AS found FROM copies_by_default WHERE establishment_id = :school";
    Ok(db.query_one_raw(sql!(db, text, school)).await?.is_some())
}

/// Makes a school begin or stop. Asking for what is so already changes nothing.
///
/// # Errors
/// As [`Caller::authorize_rights`]; [`Error::NotFound`] when `scope` is no school.
pub async fn send_copies(backend: &Backend, caller: &Caller, scope: &str, on: bool) -> Result<Scope> {
    let scope = authorized(caller, scope)?;
    let Scope::Establishment(school) = scope else { return Err(Error::NotFound) };
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, &format!("access {scope}")).await?;
        // The caller may have lost the right meanwhile.
        Caller::load(tx, caller.person).await?.authorize_rights(scope)?;
        if sends_copies(tx, school).await? == on {
            return Ok(());
        }
        let text = if on {
            "INSERT INTO copies_by_default (establishment_id) VALUES (:school)"
        } else {
            "DELETE FROM copies_by_default WHERE establishment_id = :school"
        };
        tx.execute_raw(sql!(tx, text, school)).await?;
        let row = establishment::Entity::find_by_id(school).one(tx).await?.ok_or(Error::NotFound)?;
        let entry = Entry::by(caller, Action::CopiesSetting, row.name).with("by_default", on);
        audit::append(tx, now, entry).await
    })?;
    Ok(scope)
}
