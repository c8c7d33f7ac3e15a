//! The second factor of an account: begun, confirmed, given up, withdrawn, required of senders.

use domain::{Conflict, PersonId, audit::Action, fields::FieldProblem, messages::Notice, time::Millis};
use sea_orm::{
    ColumnTrait, ConnectionTrait as _, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr,
};
use words::Language;

use super::{
    codes,
    prove::{Proved, own},
    recovery,
    totp::{new_secret, owner, step_of},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::lock,
    entities::account,
    ground::sql::sql,
    queue,
    revision::{self, Scope},
    settings,
    stored::name_of,
    token::token_hash,
    transaction,
};

/// How long an enrolment waits for the first code. Its secret is on the page, so that it is not to
/// stay there.
pub const ENROLMENT_MS: i64 = 10 * 60 * 1_000;

/// Requires a second factor from every sender and administrator, or stops requiring it. Those
/// without one can still read.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::SecondFactorMissing`]; [`Error::Conflict`] when nobody
/// could turn one on, because the configuration has no key.
pub async fn demand_second_factor(backend: &Backend, caller: &Caller, demand: bool) -> Result<()> {
    caller.authorize_administrator()?;
    if demand && backend.secrets.is_empty() {
        return Err(Error::Conflict(Conflict::NoSecretKey));
    }
    transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
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

/// The first step towards a second factor: a secret for the app, shown in this session only. It
/// protects nothing until the app's first code has been entered. An existing factor is kept.
///
/// # Errors
/// [`Error::Conflict`] when the configuration has no key; as [`Proved`].
pub async fn begin_second_factor(
    backend: &Backend,
    caller: &Caller,
    session: &str,
    proved: &Proved,
) -> Result<()> {
    let secret = backend.secrets.wrap(&new_secret()?, &owner(caller.person))?;
    let until = backend.clock.now().plus(ENROLMENT_MS);
    transaction!(&backend.db, |tx| {
        if proved.still(tx, caller).await?.totp_secret.is_none() {
            keep_pending(tx, caller.person, Some((secret.as_str(), session, until))).await?;
        }
        Ok(())
    })
}

/// Gives up an enrolment that was begun; it protected nothing.
pub async fn cancel_second_factor(backend: &Backend, caller: &Caller) -> Result<()> {
    transaction!(&backend.db, |tx| { keep_pending(tx, caller.person, None).await })
}

async fn keep_pending(
    db: &DatabaseTransaction,
    person: PersonId,
    pending: Option<(&str, &str, Millis)>,
) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::TotpPending, Expr::value(pending.map(|(secret, ..)| secret)))
        .col_expr(
            account::Column::TotpPendingSession,
            Expr::value(pending.map(|(_, session, _)| token_hash(session))),
        )
        .col_expr(account::Column::TotpPendingUntil, Expr::value(pending.map(|(.., until)| until)))
        .filter(account::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    Ok(())
}

/// The secret of an enrolment that was begun in this session and has not ended.
pub(crate) fn pending_secret(
    backend: &Backend,
    account: &account::Model,
    session: &str,
) -> Result<Option<String>> {
    let now = backend.clock.now();
    let of_session = account.totp_pending_session.as_ref() == Some(&token_hash(session));
    // An end that is too far away was written before the clock was set back.
    let open = account.totp_pending_until.is_some_and(|until| now < until && until <= now.plus(ENROLMENT_MS));
    let pending = account.totp_pending.as_ref().filter(|_| of_session && open);
    pending.map(|stored| backend.secrets.unwrap(stored, &owner(account.person_id))).transpose()
}

/// The second step: the app's first code. Returns the recovery codes, which are shown this once.
///
/// # Errors
/// [`Error::Fields`] for `code`; [`Error::NotFound`] when no enrolment was begun in this session, or
/// it has ended.
pub async fn confirm_second_factor(
    backend: &Backend,
    caller: &Caller,
    session: &str,
    code: &str,
) -> Result<Vec<String>> {
    let now = backend.clock.now();
    let person = caller.person;
    let codes = transaction!(&backend.db, |tx| {
        let account = own(tx, caller).await?;
        let secret = pending_secret(backend, &account, session)?.ok_or(Error::NotFound)?;
        let Some(step) = step_of(&secret, &account.login, code.trim(), now)? else {
            return Err(Error::field("code", FieldProblem::WrongCode));
        };
        let turned_on = account::Entity::update_many()
            .col_expr(account::Column::TotpSecret, Expr::value(account.totp_pending.clone()))
            .col_expr(account::Column::TotpSince, Expr::value(now))
            .filter(account::Column::PersonId.eq(person))
            .filter(account::Column::TotpPending.eq(account.totp_pending))
            .exec(tx)
            .await?;
        if turned_on.rows_affected != 1 {
            return Err(Error::NotFound);
        }
        keep_pending(tx, person, None).await?;
        codes::forget(tx, person).await?;
        codes::use_up(tx, person, step, now).await?;
        let codes = recovery::replace(tx, person).await?;
        revision::touch(tx, revision::ACCESS, [Scope::Person(caller.person)]).await?;
        compare_sent(tx, person, now).await?;
        let entry = Entry::by(caller, Action::SecondFactorOn, caller.name.as_str());
        audit::append(tx, now, entry).await?;
        Ok(codes)
    })?;
    backend.refresh().await?;
    Ok(codes)
}

/// Removes the caller's own second factor.
///
/// # Errors
/// As [`Proved`].
pub async fn remove_second_factor(backend: &Backend, caller: &Caller, proved: &Proved) -> Result<()> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        if proved.still(tx, caller).await?.totp_secret.is_some() {
            clear(tx, caller.person).await?;
            revision::touch(tx, revision::ACCESS, [Scope::Person(caller.person)]).await?;
            compare_sent(tx, caller.person, now).await?;
            let entry = Entry::by(caller, Action::SecondFactorOff, caller.name.as_str());
            audit::append(tx, now, entry).await?;
        }
        Ok(())
    })?;
    backend.refresh().await
}

/// An administrator who has a second factor removes that of another person, who has lost the app and
/// the recovery codes, and is told.
///
/// # Errors
/// [`Error::AdministratorOnly`]; [`Error::SecondFactorMissing`] for an administrator without one;
/// [`Error::NotFound`] for a person without an account; [`Error::Conflict`] for the own account.
pub async fn withdraw_second_factor(backend: &Backend, caller: &Caller, person: PersonId) -> Result<()> {
    caller.authorize_administrator()?;
    if person == caller.person {
        return Err(Error::Conflict(Conflict::OwnAccount));
    }
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        Caller::load(tx, caller.person).await?.authorize_administrator()?;
        if own(tx, caller).await?.totp_secret.is_none() {
            return Err(Error::SecondFactorMissing);
        }
        let account = account::Entity::find_by_id(person).one(tx).await?.ok_or(Error::NotFound)?;
        if account.totp_secret.is_some() {
            withdraw(tx, person, &caller.name, now).await?;
            let name = name_of(tx, person).await?;
            audit::append(tx, now, Entry::by(caller, Action::SecondFactorWithdrawn, name)).await?;
        }
        Ok(())
    })?;
    backend.refresh().await
}

/// The same on the command line, for the last administrator, whom nobody else can help.
///
/// # Errors
/// [`Error::NotFound`] when no account with a second factor has this login.
pub async fn withdraw_second_factor_as_operator(backend: &Backend, login: &str) -> Result<()> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        lock(tx, "accounts").await?;
        let account = account::Entity::find()
            .filter(account::Column::Login.eq(login.trim().to_lowercase()))
            .filter(account::Column::TotpSecret.is_not_null())
            .one(tx)
            .await?
            .ok_or(Error::NotFound)?;
        let sender = Language::default().words().notifications.sender;
        withdraw(tx, account.person_id, sender, now).await?;
        let name = name_of(tx, account.person_id).await?;
        let entry = Entry::by_the_system(Action::SecondFactorWithdrawn, name);
        audit::append(tx, now, entry.with("reason", "command line")).await
    })?;
    backend.refresh().await
}

async fn withdraw(db: &DatabaseTransaction, person: PersonId, by: &str, now: Millis) -> Result<()> {
    clear(db, person).await?;
    let reason = format!("second-factor-withdrawn-{person}-{}", now.0);
    let notice = Notice::SecondFactorWithdrawn { by: by.to_owned() };
    codes::tell(db, person, reason, notice, now).await?;
    revision::touch(db, revision::ACCESS, [Scope::Person(person)]).await?;
    compare_sent(db, person, now).await
}

/// Has what runs compared with the rights of somebody whose second factor changed: rights hang on it only
/// where one is demanded, and nothing runs by the right of somebody who never sent anything.
async fn compare_sent(db: &DatabaseTransaction, person: PersonId, now: Millis) -> Result<()> {
    if !settings::second_factor_demanded(db).await? {
        return Ok(());
    }
    let sent = "SELECT 1 AS there FROM communication WHERE author_id = :person LIMIT 1";
    let sent = db.query_one_raw(sql!(db, sent, person)).await?;
    if sent.is_some() { queue::compare(db, now).await } else { Ok(()) }
}

/// Removes a second factor with all its codes.
async fn clear(db: &DatabaseTransaction, person: PersonId) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::TotpSecret, Expr::value(Option::<String>::None))
        .col_expr(account::Column::TotpSince, Expr::value(Option::<Millis>::None))
        .filter(account::Column::PersonId.eq(person))
        .exec(db)
        .await?;
    keep_pending(db, person, None).await?;
    codes::forget(db, person).await?;
    recovery::forget(db, person).await
}
