use domain::{
    PersonId,
    audit::{Action, Outcome},
    time::Millis,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr,
};
use secrecy::SecretString;

use super::{
    From, Sessions, Token,
    attempts::{self, Source},
    device,
    login::check_login,
};
use crate::{
    Backend, Error, Result,
    audit::{self, Entry},
    entities::{account, person, session, sign_in_step},
    token::token_hash,
    transaction,
};

/// How long a sign-in waits for the code of the second factor.
const STEP_MS: i64 = 5 * 60 * 1_000;

/// What a right password leads to: a session, or the request for the second factor's code.
#[derive(Clone)]
pub enum SignInStep {
    Open(Opened),
    CodeWanted(Token),
}

/// The cookies of a person who has signed in.
#[derive(Clone)]
pub struct Opened {
    pub session: Token,
    pub device: Token,
}

/// Checks a login and a password.
///
/// # Errors
/// [`Error::WrongCredentials`], the same and after the same time for an unknown account;
/// [`Error::TooManyAttempts`]; [`Error::Busy`] when too many others are signing in.
pub async fn sign_in(
    backend: &Backend,
    login: &str,
    password: &SecretString,
    from: &From<'_>,
) -> Result<SignInStep> {
    // A string that cannot be a login is not even counted.
    let Ok(login) = check_login(login) else { return Err(Error::WrongCredentials) };
    let place = backend.passwords.place().await?;
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
    let step = transaction!(&backend.db, |tx| {
        attempt.forgive(tx).await?;
        let step = if account.totp_secret.is_some() {
            SignInStep::CodeWanted(want_code(tx, account.person_id, now).await?)
        } else {
            SignInStep::Open(open(tx, &person, from, now).await?)
        };
        Ok(step)
    })?;
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
    audit::record(backend, entry).await
}

async fn want_code(db: &DatabaseTransaction, person: PersonId, now: Millis) -> Result<Token> {
    sign_in_step::Entity::delete_many().filter(sign_in_step::Column::ExpiresAt.lte(now)).exec(db).await?;
    let token = Token::random()?;
    let row = sign_in_step::ActiveModel {
        token_hash: Set(token_hash(token.as_str())),
        person_id: Set(person),
        expires_at: Set(now.plus(STEP_MS)),
    };
    sign_in_step::Entity::insert(row).exec_without_returning(db).await?;
    Ok(token)
}

/// Opens a session for a person who has proved who they are. The session that came with the request
/// is closed, so that a sign-in always changes the session's identity.
pub(super) async fn open(
    db: &DatabaseTransaction,
    person: &person::Model,
    from: &From<'_>,
    now: Millis,
) -> Result<Opened> {
    let id = person.id;
    session::Entity::delete_many().filter(session::Column::ExpiresAt.lte(now)).exec(db).await?;
    if let Some(previous) = from.session {
        Sessions::close(db, previous).await?;
    }
    let device = device::remember(db, from.device, id, now).await?;
    let session = Sessions::open(db, id, now, from.address, from.user_agent).await?;
    account::Entity::update_many()
        .col_expr(account::Column::SignedInAt, Expr::value(now))
        .filter(account::Column::PersonId.eq(person.id))
        .exec(db)
        .await?;
    let name = format!("{} {}", person.first_name, person.last_name);
    let entry = Entry::named(Some(id), name.as_str(), Action::SignIn, name.as_str()).from(from.address);
    audit::append(db, now, entry).await?;
    Ok(Opened { session, device })
}
