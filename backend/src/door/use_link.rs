use domain::{PersonId, audit::Action};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use secrecy::SecretString;

use super::{
    From, SignInStep, Token, attempts,
    coupon::stored_token,
    device,
    link::{is_there, person},
    open_session::{By, locked_account, open_session},
    set_password::set_password,
    sign_in::want_code,
    strength::check_new,
};
use crate::{
    Backend, Error, Result,
    audit::{self, Entry},
    entities::{account, password_link},
    stored::name_of,
    transaction,
};

/// What the browser has that set a password by a link.
#[derive(Clone)]
pub struct LinkUsed {
    pub step: SignInStep,
    /// The browser becomes known by it, so that strangers' tries cannot lock it out.
    pub device: Token,
}

/// Sets the password that a link is for. Every session ends, and a new one begins in this browser; where there
/// is a second factor, its code comes first.
///
/// # Errors
/// [`Error::Fields`] for `nouveau` and `confirmation`; [`Error::NotFound`] as for [`link`](super::link()).
pub async fn use_link(
    backend: &Backend,
    token: &str,
    new: &SecretString,
    confirmation: &SecretString,
    from: &From<'_>,
) -> Result<LinkUsed> {
    let person = person(backend, token).await?.ok_or(Error::NotFound)?;
    let errors = check_new(&backend.db, person, new, confirmation).await?;
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    let hash = backend.passwords.hash_for(from.address, &format!("account {person}"), new).await?;
    let now = backend.clock.now();
    backend.failpoint.between("link").await;
    let used = transaction!(&backend.db, |tx| {
        // First the account, like whoever makes a link; then nothing changes meanwhile.
        let account = locked_account(tx, person).await?.ok_or(Error::NotFound)?;
        if !is_there(tx, person).await? {
            return Err(Error::NotFound);
        }
        let deleted = password_link::Entity::delete_many()
            .filter(password_link::Column::TokenHash.eq(stored_token(token)))
            .filter(password_link::Column::ExpiresAt.gt(now))
            .exec(tx)
            .await?
            .rows_affected;
        if deleted == 0 {
            return Err(Error::NotFound);
        }
        set_password(tx, person, &hash, None, now).await?;
        forget_tries(tx, person).await?;
        let used = if account.totp_secret.is_some() {
            let device = device::remember(tx, None, person, now).await?;
            LinkUsed { step: SignInStep::CodeWanted(want_code(tx, person, None, now).await?), device }
        } else {
            let opened = open_session(tx, person, By::Password, from, now).await?;
            LinkUsed { device: opened.device.clone(), step: SignInStep::Open(opened) }
        };
        let name = name_of(tx, person).await?;
        let entry = Entry::named(Some(person), name.as_str(), Action::PasswordChanged, name.as_str())
            .from(from.address)
            .with("reason", "link");
        audit::append(tx, now, entry).await?;
        Ok(used)
    })?;
    backend.refresh().await?;
    Ok(used)
}

async fn forget_tries(db: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    if let Some(account) = account::Entity::find_by_id(person).one(db).await? {
        // The tries of the second factor's code stay: a link proves nothing about it.
        attempts::forget(db, &account.login).await?;
    }
    Ok(())
}
