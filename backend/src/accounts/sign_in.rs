use domain::{PersonId, communications::has_forbidden_control, time::Millis};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use secrecy::SecretString;

use super::{Sessions, Token};
use crate::{
    Backend, Error, Result,
    database::begin,
    entities::{account, person, session, sign_in_failure},
    revision,
};

/// At most this many wrong tries for an account from one address in the window.
const MAX_FAILURES: u64 = 10;
const WINDOW_MS: i64 = 15 * 60 * 1_000;

/// Checks a login and a password and opens a session. `previous` is the cookie that came with the
/// request, if any: it is closed, so that a sign-in always changes the session's identity.
///
/// # Errors
/// [`Error::WrongCredentials`], the same for an unknown account; [`Error::TooManyAttempts`].
pub async fn sign_in(
    backend: &Backend,
    login: &str,
    password: &SecretString,
    address: &str,
    previous: Option<&str>,
) -> Result<Token> {
    let now = backend.clock.now();
    let login = login.trim().to_lowercase();
    if login.is_empty() || login.len() > 200 || has_forbidden_control(&login) {
        return Err(Error::WrongCredentials);
    }
    refuse_too_many(backend, &login, address, now).await?;
    let account =
        account::Entity::find().filter(account::Column::Login.eq(login.as_str())).one(&backend.db).await?;
    let stored = account.as_ref().map(|account| account.password_hash.as_str());
    let right = backend.passwords.verify(password, stored).await?;
    let Some(account) = account.filter(|_| right) else {
        note_failure(backend, &login, address, now).await?;
        return Err(Error::WrongCredentials);
    };
    let active = person::Entity::find_by_id(account.person_id).one(&backend.db).await?;
    if active.is_none_or(|person| person.removed_at.is_some()) {
        return Err(Error::WrongCredentials);
    }
    let transaction = begin(&backend.db).await?;
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now.0)).exec(&transaction).await?;
    if let Some(previous) = previous {
        Sessions::close(&transaction, previous).await?;
        revision::raise(&transaction, revision::SESSIONS).await?;
    }
    let token = Sessions::open(&transaction, PersonId(account.person_id), now).await?;
    transaction.commit().await?;
    backend.refresh().await?;
    Ok(token)
}

/// Closes the session of this cookie, in every server process.
pub async fn sign_out(backend: &Backend, token: &str) -> Result<()> {
    let transaction = begin(&backend.db).await?;
    Sessions::close(&transaction, token).await?;
    revision::raise(&transaction, revision::SESSIONS).await?;
    transaction.commit().await?;
    backend.refresh().await
}

async fn refuse_too_many(backend: &Backend, login: &str, address: &str, now: Millis) -> Result<()> {
    let recent = sign_in_failure::Entity::find()
        .filter(sign_in_failure::Column::Login.eq(login))
        .filter(sign_in_failure::Column::Address.eq(address))
        .filter(sign_in_failure::Column::At.gt(now.0 - WINDOW_MS));
    if recent.clone().count(&backend.db).await? < MAX_FAILURES {
        return Ok(());
    }
    let oldest: Option<Option<i64>> = recent
        .select_only()
        .column_as(sign_in_failure::Column::At.min(), "oldest")
        .into_tuple()
        .one(&backend.db)
        .await?;
    let free_at = oldest.flatten().unwrap_or(now.0) + WINDOW_MS;
    let wait_seconds = u64::try_from(free_at - now.0).unwrap_or_default().div_ceil(1_000).max(1);
    Err(Error::TooManyAttempts { wait_seconds })
}

async fn note_failure(backend: &Backend, login: &str, address: &str, now: Millis) -> Result<()> {
    sign_in_failure::Entity::delete_many()
        .filter(sign_in_failure::Column::At.lte(now.0 - WINDOW_MS))
        .exec(&backend.db)
        .await?;
    let row = sign_in_failure::ActiveModel {
        login: Set(login.to_owned()),
        address: Set(address.to_owned()),
        at: Set(now.0),
        ..Default::default()
    };
    sign_in_failure::Entity::insert(row).exec_without_returning(&backend.db).await?;
    Ok(())
}
