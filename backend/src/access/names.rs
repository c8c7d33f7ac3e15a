//! Whether a school shows the names behind the figures of a message.

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

/// Whether the school shows them; none does at first.
pub(super) async fn shows_names(db: &impl ConnectionTrait, school: EstablishmentId) -> Result<bool> {
    let text = "SELECT 1 AS found FROM names_shown WHERE establishment_id = :school";
    Ok(db.query_one_raw(sql!(db, text, school)).await?.is_some())
}

/// Makes a school show them, or hide them again. Asking for what is so already changes nothing.
///
/// # Errors
/// As [`Caller::authorize_rights`]; [`Error::NotFound`] when `scope` is no school.
pub async fn show_names(backend: &Backend, caller: &Caller, scope: &str, shown: bool) -> Result<Scope> {
    let scope = authorized(caller, scope)?;
    let Scope::Establishment(school) = scope else { return Err(Error::NotFound) };
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, &format!("access {scope}")).await?;
        // The caller may have lost the right meanwhile.
        Caller::load(tx, caller.person).await?.authorize_rights(scope)?;
        if shows_names(tx, school).await? == shown {
            return Ok(());
        }
        let text = if shown {
            "INSERT INTO names_shown (establishment_id) VALUES (:school)"
        } else {
            "DELETE FROM names_shown WHERE establishment_id = :school"
        };
        tx.execute_raw(sql!(tx, text, school)).await?;
        let row = establishment::Entity::find_by_id(school).one(tx).await?.ok_or(Error::NotFound)?;
        let entry = Entry::by(caller, Action::NamesSetting, row.name).with("shown", shown);
        audit::append(tx, now, entry).await
    })?;
    Ok(scope)
}
