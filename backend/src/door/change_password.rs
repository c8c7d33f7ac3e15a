use domain::audit::Action;
use secrecy::SecretString;

use super::{
    second_factor::{check_current, own},
    set_password::set_password,
    strength::check_new,
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    transaction,
};

/// Changes the caller's own password. Every other session of the account ends.
///
/// # Errors
/// [`Error::Fields`] for `actuel`, `nouveau`, `confirmation`; [`Error::TooManyAttempts`].
pub async fn change_password(
    backend: &Backend,
    caller: &Caller,
    session: &str,
    current: &SecretString,
    new: &SecretString,
    confirmation: &SecretString,
) -> Result<()> {
    let account = own(&backend.db, caller).await?;
    let errors = check_new(&backend.db, caller.person, new, confirmation).await?;
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    check_current(backend, &account, current).await?;
    let hash = backend.passwords.hash(new).await?;
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        set_password(tx, caller.person, &hash, Some(session), now).await?;
        audit::append(tx, now, Entry::by(caller, Action::PasswordChanged, caller.name.as_str())).await?;
        Ok(())
    })?;
    backend.refresh().await
}
