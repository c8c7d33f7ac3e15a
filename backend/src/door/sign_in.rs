use domain::{
    Conflict, PersonId,
    audit::{Action, Outcome},
    time::Millis,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use secrecy::SecretString;

use super::{
    From, Token,
    attempts::{self, Source},
    device,
    login::check_login,
    open_session::{By, Opened, open_session, unchanged},
};
use crate::{
    Backend, Error, Result,
    audit::{self, Entry},
    entities::{Json, account, person, sign_in_step, sign_in_step::AssertedSession},
    ground::sweep::{Swept, sweep},
    token::token_hash,
    transaction,
};

/// How long a sign-in waits for the code of the second factor.
const STEP_MS: i64 = 5 * 60 * 1_000;
const STEPS: Swept = Swept { table: "sign_in_step", key: "token_hash", until: "expires_at" };

/// What a right password leads to: a session, or the request for the second factor's code.
#[derive(Clone)]
pub enum SignInStep {
    Open(Opened),
    CodeWanted(Token),
}

/// Checks a login and a password.
///
/// # Errors
/// [`Error::WrongCredentials`], the same and after the same time for an unknown account;
/// [`Error::TooManyAttempts`]; [`Error::Busy`] when too many others are signing in;
/// [`Conflict::AccountJoined`] when the person has another account by now.
pub async fn sign_in(
    backend: &Backend,
    login: &str,
    password: &SecretString,
    from: &From<'_>,
) -> Result<SignInStep> {
    // A string that cannot be a login is not even counted.
    let Ok(login) = check_login(login) else { return Err(Error::WrongCredentials) };
    let place = backend.passwords.place(from.address, &login).await?;
    // Read the time after the wait for a place.
    let now = backend.clock.now();
    let account =
        account::Entity::find().filter(account::Column::Login.eq(login.as_str())).one(&backend.db).await?;
    let known = account.as_ref().map(|account| account.login.clone());
    let source = source(backend, account.as_ref(), from, now).await?;
    let attempt = attempts::begin_attempt(backend, &login, &source, now).await?;
    // An account whose link was not used yet has no password.
    let stored =
        account.as_ref().map(|account| account.password_hash.as_str()).filter(|hash| !hash.is_empty());
    let right = backend.passwords.verify(&place, password, stored).await?;
    let account = account.filter(|_| right);
    let active = match &account {
        Some(account) => {
            let person = person::Entity::find_by_id(account.person_id).one(&backend.db).await?;
            person.filter(|person| person.removed_at.is_none())
        }
        None => None,
    };
    let (Some(account), Some(person)) = (account, active) else {
        refused(backend, known.as_deref(), from, "password").await?;
        return Err(Error::WrongCredentials);
    };
    if person.joined_to.is_some() {
        refused(backend, known.as_deref(), from, "joined").await?;
        return Err(Error::Conflict(Conflict::AccountJoined));
    }
    backend.failpoint.between("sign-in").await;
    let step = transaction!(&backend.db, |tx| {
        // The password may have changed while it was checked: then the old one opens nothing.
        let account = unchanged(tx, &account).await?.ok_or(Error::WrongCredentials)?;
        attempt.forgive(tx).await?;
        Ok(if account.totp_secret.is_some() {
            SignInStep::CodeWanted(want_code(tx, account.person_id, None, now).await?)
        } else {
            SignInStep::Open(open_session(tx, account.person_id, By::Password, from, now).await?)
        })
    });
    if matches!(step, Err(Error::WrongCredentials)) {
        refused(backend, known.as_deref(), from, "password").await?;
    }
    let step = step?;
    backend.refresh().await?;
    Ok(step)
}

pub(super) async fn source(
    backend: &Backend,
    account: Option<&account::Model>,
    from: &From<'_>,
    now: Millis,
) -> Result<Source> {
    let owner = account.map(|account| account.person_id);
    let known = device::known(&backend.db, from.device, owner, now).await?;
    Ok(known.map_or_else(|| Source::Address(from.address.to_owned()), Source::Known))
}

/// An unknown login is not recorded: people type their password into that field by mistake.
pub(super) async fn refused(
    backend: &Backend,
    login: Option<&str>,
    from: &From<'_>,
    reason: &str,
) -> Result<()> {
    let entry = Entry::named(None, "", Action::SignIn, login.unwrap_or("identifiant inconnu"))
        .ended(Outcome::Refused)
        .from(from.address)
        .with("reason", reason);
    // Tries for one login are few, because they are limited; unknown logins are as many as one likes.
    match login {
        Some(_) => audit::record(backend, entry).await,
        None => audit::record_folded(backend, format!("unknown login {}", from.address), entry).await,
    }
}

/// A sign-in that waits for the code; `provider` is who vouched for the person, if it was not their
/// password.
pub(super) async fn want_code(
    db: &DatabaseTransaction,
    person: PersonId,
    provider: Option<AssertedSession>,
    now: Millis,
) -> Result<Token> {
    sweep(db, STEPS, now).await?;
    let token = Token::random()?;
    let row = sign_in_step::ActiveModel {
        token_hash: Set(token_hash(token.as_str())),
        person_id: Set(person),
        expires_at: Set(now.plus(STEP_MS)),
        provider: Set(provider.map(Json::new).transpose()?),
    };
    sign_in_step::Entity::insert(row).exec_without_returning(db).await?;
    Ok(token)
}
