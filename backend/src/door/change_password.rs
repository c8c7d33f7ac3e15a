use domain::audit::Action;
use sea_orm::EntityTrait;
use secrecy::SecretString;

use super::{
    prove::{Proof, prove},
    set_password::set_password,
    strength::check_new,
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    entities::session,
    token::token_hash,
    transaction,
};

/// Changes the caller's own password. Every other session of the account ends.
///
/// # Errors
/// [`Error::Fields`] for `actuel`, `code`, `nouveau`, `confirmation`; [`Error::TooManyAttempts`].
pub async fn change_password(
    backend: &Backend,
    caller: &Caller,
    session: &str,
    proof: &Proof,
    new: &SecretString,
    confirmation: &SecretString,
) -> Result<()> {
    let errors = check_new(&backend.db, caller.person, new, confirmation).await?;
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    let proved = prove(backend, caller, proof).await?;
    // People who are signed in have a line of their own.
    let own = format!("account {}", caller.person);
    let hash = backend.passwords.hash_for(&own, &own, new).await?;
    let now = backend.clock.now();
    backend.failpoint.between("change-password").await;
    transaction!(&backend.db, |tx| {
        // Another change may have come first: then the session may be over as well.
        proved.still(tx, caller).await?;
        let live = session::Entity::find_by_id(token_hash(session)).one(tx).await?;
        live.ok_or(Error::SignedOut)?;
        set_password(tx, caller.person, &hash, Some(session), now).await?;
        audit::append(tx, now, Entry::by(caller, Action::PasswordChanged, caller.name.as_str())).await?;
        Ok(())
    })?;
    backend.refresh().await
}
