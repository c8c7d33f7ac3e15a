use domain::{PersonId, audit::Action};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use secrecy::SecretString;

use super::{
    From, Token, attempts, device,
    link::{is_there, person},
    open_session::locked_account,
    set_password::set_password,
    strength::check_new,
};
use crate::{
    Backend, Error, Result,
    audit::{self, Entry},
    entities::{account, password_link},
    stored::name_of,
    token::token_hash,
    transaction,
};

/// Sets the password that a link is for. Every session ends. The browser that opened the link
/// becomes known and gets a token, so that strangers' tries cannot lock it out.
///
/// # Errors
/// [`Error::Fields`] for `nouveau` and `confirmation`; [`Error::NotFound`] as for [`link`](super::link()).
pub async fn use_link(
    backend: &Backend,
    token: &str,
    new: &SecretString,
    confirmation: &SecretString,
    from: &From<'_>,
) -> Result<Token> {
    let person = person(backend, token).await?.ok_or(Error::NotFound)?;
    let errors = check_new(&backend.db, person, new, confirmation).await?;
    if !errors.is_empty() {
        return Err(Error::Fields(errors));
    }
    let hash = backend.passwords.hash_for(from.address, &format!("account {person}"), new).await?;
    let now = backend.clock.now();
    backend.failpoint.between("link").await;
    let device = transaction!(&backend.db, |tx| {
        // First the account, like whoever makes a link; then nothing changes meanwhile.
        locked_account(tx, person).await?.ok_or(Error::NotFound)?;
        if !is_there(tx, person).await? {
            return Err(Error::NotFound);
        }
        let used = password_link::Entity::delete_many()
            .filter(password_link::Column::TokenHash.eq(token_hash(token)))
            .filter(password_link::Column::ExpiresAt.gt(now))
            .exec(tx)
            .await?
            .rows_affected;
        if used == 0 {
            return Err(Error::NotFound);
        }
        set_password(tx, person, &hash, None, now).await?;
        forget_tries(tx, person).await?;
        let device = device::remember(tx, None, person, now).await?;
        let name = name_of(tx, person).await?;
        let entry = Entry::named(Some(person), name.as_str(), Action::PasswordChanged, name.as_str())
            .from(from.address)
            .with("reason", "link");
        audit::append(tx, now, entry).await?;
        Ok(device)
    })?;
    backend.refresh().await?;
    Ok(device)
}

async fn forget_tries(db: &impl ConnectionTrait, person: PersonId) -> Result<()> {
    if let Some(account) = account::Entity::find_by_id(person).one(db).await? {
        // The tries of the second factor's code stay: a link proves nothing about it.
        attempts::forget(db, &account.login).await?;
    }
    Ok(())
}
