//! TOTP (RFC 6238): a code of six digits that an app changes every 30 seconds.

use domain::{PersonId, audit::Action, fields::FieldProblem, time::Millis};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};
use secrecy::SecretString;
use totp_rs::{Builder, Secret, Totp};

use super::attempts::{self, Source};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    entities::account,
    queue,
    revision::{self, Scope},
    settings,
    stored::name_of,
    token::random_bytes,
    transaction,
};

const ISSUER: &str = "Porte-voix";

/// Requires a second factor from every sender, or stops requiring it. Senders without one can still
/// read.
pub async fn demand_second_factor(backend: &Backend, caller: &Caller, demand: bool) -> Result<()> {
    caller.authorize_administrator()?;
    transaction!(&backend.db, |tx| {
        if settings::second_factor_demanded(tx).await? != demand {
            settings::demand_second_factor(tx, demand).await?;
            revision::raise(tx, revision::ACCESS).await?;
            queue::compare(tx, backend.clock.now()).await?;
            let entry = Entry::by(caller, Action::SecondFactorDemand, "portail").with("demanded", demand);
            audit::append(tx, backend.clock.now(), entry).await?;
        }
        Ok(())
    })?;
    backend.refresh().await
}

/// The first step towards a second factor: a secret for the app. It protects nothing until the
/// app's first code has been entered.
pub async fn begin_second_factor(backend: &Backend, caller: &Caller) -> Result<()> {
    let bytes = random_bytes::<20>()?;
    account::Entity::update_many()
        .col_expr(account::Column::TotpPending, Expr::value(Secret::from(bytes).to_base32()))
        .filter(account::Column::PersonId.eq(caller.person))
        .filter(account::Column::TotpSecret.is_null())
        .exec(&backend.db)
        .await?;
    Ok(())
}

/// The second step: the app's first code.
///
/// # Errors
/// [`Error::Fields`] for `code`; [`Error::NotFound`] when no enrolment was begun.
pub async fn confirm_second_factor(backend: &Backend, caller: &Caller, code: &str) -> Result<()> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        let account = own(tx, caller).await?;
        let pending = account.totp_pending.ok_or(Error::NotFound)?;
        let step = totp(&pending, &account.login)?.check(code.trim(), seconds(now));
        let Some(step) = step else { return Err(Error::field("code", FieldProblem::WrongCode)) };
        account::Entity::update_many()
            .col_expr(account::Column::TotpSecret, Expr::value(pending))
            .col_expr(account::Column::TotpPending, Expr::value(Option::<String>::None))
            .col_expr(account::Column::TotpSince, Expr::value(now))
            .col_expr(account::Column::TotpLastStep, Expr::value(i64::try_from(step).unwrap_or(i64::MAX)))
            .filter(account::Column::PersonId.eq(caller.person))
            .exec(tx)
            .await?;
        revision::touch(tx, revision::ACCESS, [Scope::Person(caller.person)]).await?;
        queue::compare(tx, now).await?;
        let entry = Entry::by(caller, Action::SecondFactorOn, caller.name.as_str());
        audit::append(tx, now, entry).await?;
        Ok(())
    })?;
    backend.refresh().await
}

/// Removes the caller's own second factor, or an enrolment that was begun.
///
/// # Errors
/// [`Error::Fields`] for `actuel`; [`Error::TooManyAttempts`].
pub async fn remove_second_factor(backend: &Backend, caller: &Caller, current: &SecretString) -> Result<()> {
    let account = own(&backend.db, caller).await?;
    if account.totp_secret.is_some() {
        check_current(backend, &account, current).await?;
    }
    clear(backend, caller, caller.person, caller.name.as_str()).await
}

/// An administrator removes the second factor of a person who has lost the app.
pub async fn withdraw_second_factor(backend: &Backend, caller: &Caller, person: PersonId) -> Result<()> {
    caller.authorize_administrator()?;
    let name = name_of(&backend.db, person).await?;
    account::Entity::find_by_id(person).one(&backend.db).await?.ok_or(Error::NotFound)?;
    clear(backend, caller, person, &name).await
}

async fn clear(backend: &Backend, caller: &Caller, person: PersonId, name: &str) -> Result<()> {
    transaction!(&backend.db, |tx| {
        let had = account::Entity::find_by_id(person).one(tx).await?;
        account::Entity::update_many()
            .col_expr(account::Column::TotpSecret, Expr::value(Option::<String>::None))
            .col_expr(account::Column::TotpPending, Expr::value(Option::<String>::None))
            .col_expr(account::Column::TotpSince, Expr::value(Option::<Millis>::None))
            .filter(account::Column::PersonId.eq(person))
            .exec(tx)
            .await?;
        if had.is_some_and(|account| account.totp_secret.is_some()) {
            revision::touch(tx, revision::ACCESS, [Scope::Person(person)]).await?;
            queue::compare(tx, backend.clock.now()).await?;
            let entry = Entry::by(caller, Action::SecondFactorOff, name);
            audit::append(tx, backend.clock.now(), entry).await?;
        }
        Ok(())
    })?;
    backend.refresh().await
}

/// Accepts a code of the person's second factor; `false` when it is wrong or was used before.
pub(super) async fn take_code(
    db: &DatabaseTransaction,
    person: PersonId,
    code: &str,
    now: Millis,
) -> Result<bool> {
    let account = account::Entity::find_by_id(person).one(db).await?.ok_or(Error::NotFound)?;
    let Some(secret) = &account.totp_secret else { return Ok(false) };
    let Some(step) = totp(secret, &account.login)?.check(code.trim(), seconds(now)) else { return Ok(false) };
    let step = i64::try_from(step).unwrap_or(i64::MAX);
    // The condition is part of the update, so only one of two requests with the same code succeeds.
    let taken = account::Entity::update_many()
        .col_expr(account::Column::TotpLastStep, Expr::value(step))
        .filter(account::Column::PersonId.eq(person))
        .filter(account::Column::TotpLastStep.lt(step))
        .exec(db)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Whether `current` is the account's password; counted like a try at sign-in.
pub(super) async fn check_current(
    backend: &Backend,
    account: &account::Model,
    current: &SecretString,
) -> Result<()> {
    let place = backend.passwords.place().await?;
    let source = Source::Known(format!("account {}", account.person_id));
    let attempt = attempts::begin_attempt(backend, &account.login, &source, backend.clock.now()).await?;
    if !backend.passwords.verify(&place, current, Some(&account.password_hash)).await? {
        return Err(Error::field("actuel", FieldProblem::WrongPassword));
    }
    attempt.forgive(&backend.db).await
}

/// The caller's own account.
pub(crate) async fn own(db: &impl ConnectionTrait, caller: &Caller) -> Result<account::Model> {
    account::Entity::find_by_id(caller.person).one(db).await?.ok_or(Error::NotFound)
}

pub(super) fn totp(secret: &str, login: &str) -> Result<Totp> {
    let secret = Secret::try_from_base32(secret)
        .map_err(|reason| Error::Inconsistent(format!("second factor: {reason}")))?;
    Builder::new()
        .with_secret(secret)
        // A colon would end the issuer's name in the URI.
        .with_account_name(login.replace(':', "-"))
        .with_issuer(Some(ISSUER))
        .build()
        .map_err(|reason| Error::Inconsistent(format!("second factor: {reason}")))
}

fn seconds(now: Millis) -> u64 {
    u64::try_from(now.0 / 1_000).unwrap_or_default()
}
