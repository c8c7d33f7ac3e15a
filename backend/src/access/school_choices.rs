//! What a school chooses for itself: whether it shows the names behind the figures of a message, and
//! whether it sends copies by e-mail to those who chose nothing. A row of the choice's table says yes; no
//! school has one at first.

use domain::{EstablishmentId, access::Scope, audit::Action};
use sea_orm::ConnectionTrait;

use super::{Caller, administered::authorized};
use crate::{
    Backend, Error, Result,
    audit::{self, Entry},
    database::lock,
    ground::{school_name::schools_called, sql::sql},
    transaction,
};

struct Choice {
    table: &'static str,
    action: Action,
    /// What the journal calls the answer.
    key: &'static str,
}

const NAMES: Choice = Choice { table: "names_shown", action: Action::NamesSetting, key: "shown" };
const COPIES: Choice =
    Choice { table: "copies_by_default", action: Action::CopiesSetting, key: "by_default" };

/// Whether the school shows names.
pub(super) async fn shows_names(db: &impl ConnectionTrait, school: EstablishmentId) -> Result<bool> {
    is_chosen(db, &NAMES, school).await
}

/// Whether the school sends copies.
pub(super) async fn sends_copies(db: &impl ConnectionTrait, school: EstablishmentId) -> Result<bool> {
    is_chosen(db, &COPIES, school).await
}

/// Makes a school show names, or hide them again. Asking for what is so already changes nothing.
///
/// # Errors
/// As [`Caller::authorize_rights`]; [`Error::NotFound`] when `scope` is no school.
pub async fn show_names(backend: &Backend, caller: &Caller, scope: &str, shown: bool) -> Result<Scope> {
    choose(backend, caller, &NAMES, scope, shown).await
}

/// Makes a school begin to send copies, or stop. Asking for what is so already changes nothing.
///
/// # Errors
/// As [`Caller::authorize_rights`]; [`Error::NotFound`] when `scope` is no school.
pub async fn send_copies(backend: &Backend, caller: &Caller, scope: &str, on: bool) -> Result<Scope> {
    choose(backend, caller, &COPIES, scope, on).await
}

async fn is_chosen(db: &impl ConnectionTrait, choice: &Choice, school: EstablishmentId) -> Result<bool> {
    let text = format!("SELECT 1 AS found FROM {} WHERE establishment_id = :school", choice.table);
    Ok(db.query_one_raw(sql!(db, text, school)).await?.is_some())
}

async fn choose(
    backend: &Backend,
    caller: &Caller,
    choice: &Choice,
    scope: &str,
    yes: bool,
) -> Result<Scope> {
    let scope = authorized(caller, scope)?;
    let Scope::Establishment(school) = scope else { return Err(Error::NotFound) };
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, &format!("access {scope}")).await?;
        // The caller may have lost the right meanwhile.
        Caller::load(tx, caller.person).await?.authorize_rights(scope)?;
        if is_chosen(tx, choice, school).await? == yes {
            return Ok(());
        }
        let table = choice.table;
        let text = if yes {
            format!("INSERT INTO {table} (establishment_id) VALUES (:school)")
        } else {
            format!("DELETE FROM {table} WHERE establishment_id = :school")
        };
        tx.execute_raw(sql!(tx, text, school)).await?;
        let name = schools_called(tx, [school]).await?.remove(&school).ok_or(Error::NotFound)?;
        let entry = Entry::by(caller, choice.action, name).with(choice.key, yes);
        audit::append(tx, now, entry).await
    })?;
    Ok(scope)
}
