//! Sensitive acts on an account need more than an open session: the password, and a code where
//! there is a second factor. Every such act takes a [`Proved`], which only [`prove`] makes.

use domain::{
    PersonId,
    fields::{FieldErrors, FieldProblem},
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QuerySelect};
use secrecy::{ExposeSecret, SecretString};

use super::{
    attempts::{self, Source},
    codes,
};
use crate::{Backend, Error, Result, access::Caller, database::alone, entities::account, transaction};

/// What somebody types to confirm a sensitive act.
#[derive(Clone, Debug)]
pub struct Proof {
    pub password: SecretString,
    /// Of the application, or a recovery code; ignored where there is no second factor.
    pub code: String,
}

/// A person has just typed the right password, and a right code where one is needed.
#[derive(Debug)]
pub struct Proved {
    person: PersonId,
    /// `None` for a person without an account, who can only close sessions.
    password_hash: Option<String>,
}

/// Checks a proof. A wrong one counts as a try, with the limits of signing in.
///
/// # Errors
/// [`Error::Fields`] for `actuel` and `code`; [`Error::TooManyAttempts`]; [`Error::Busy`].
pub async fn prove(backend: &Backend, caller: &Caller, proof: &Proof) -> Result<Proved> {
    let account = own(&backend.db, caller).await?;
    let coded = account.totp_secret.is_some();
    let mut missing = FieldErrors::default();
    if proof.password.expose_secret().is_empty() {
        missing.add("actuel", FieldProblem::Required);
    }
    if coded && proof.code.trim().is_empty() {
        missing.add("code", FieldProblem::Required);
    }
    if !missing.is_empty() {
        return Err(Error::Fields(missing));
    }
    check_password(backend, &account, &proof.password).await?;
    if coded {
        check_code(backend, &account, &proof.code).await?;
    }
    Ok(Proved { person: account.person_id, password_hash: Some(account.password_hash) })
}

/// The same for closing one's own sessions. Somebody who only signs in with a provider has no password:
/// the open session is proof enough to close others.
///
/// # Errors
/// As [`prove`].
pub async fn prove_to_close(backend: &Backend, caller: &Caller, proof: &Proof) -> Result<Proved> {
    if account::Entity::find_by_id(caller.person).one(&backend.db).await?.is_some() {
        return prove(backend, caller, proof).await;
    }
    Ok(Proved { person: caller.person, password_hash: None })
}

async fn check_password(backend: &Backend, account: &account::Model, password: &SecretString) -> Result<()> {
    // People who are signed in have a line of their own.
    let own = format!("account {}", account.person_id);
    let place = backend.passwords.place(&own, &own).await?;
    let now = backend.clock.now();
    let attempt = attempts::begin_attempt(backend, &account.login, &source(account), now).await?;
    // An account whose link was not used yet has no password.
    let stored = Some(account.password_hash.as_str()).filter(|hash| !hash.is_empty());
    if !backend.passwords.verify(&place, password, stored).await? {
        return Err(Error::field("actuel", FieldProblem::WrongPassword));
    }
    alone(&backend.db, attempt.forgive(&backend.db)).await
}

async fn check_code(backend: &Backend, account: &account::Model, code: &str) -> Result<()> {
    let now = backend.clock.now();
    let counted_as = attempts::code_login(&account.login);
    let attempt = attempts::begin_attempt(backend, &counted_as, &source(account), now).await?;
    let person = account.person_id;
    let right = transaction!(&backend.db, |tx| {
        let Some(taken) = codes::take(tx, &backend.secrets, person, code, now).await? else {
            return Ok(false);
        };
        attempt.forgive(tx).await?;
        taken.tell(tx, person, now).await?;
        taken.record(tx, person, "", now).await?;
        Ok(true)
    })?;
    if right { Ok(()) } else { Err(Error::field("code", FieldProblem::WrongCode)) }
}

/// Tries in an open session have a count of their own: strangers cannot use it up.
fn source(account: &account::Model) -> Source {
    Source::Known(format!("account {}", account.person_id))
}

impl Proved {
    /// The account, read again and locked in the transaction of the act. The password may have been changed
    /// since it was typed: then nothing is proved.
    ///
    /// # Errors
    /// [`Error::Fields`] for `actuel`.
    pub(crate) async fn still(&self, db: &DatabaseTransaction, caller: &Caller) -> Result<account::Model> {
        let account = account::Entity::find_by_id(caller.person).lock_exclusive().one(db).await?;
        let account = account.ok_or(Error::NotFound)?;
        if account.person_id == self.person && self.password_hash.as_ref() == Some(&account.password_hash) {
            Ok(account)
        } else {
            Err(Error::field("actuel", FieldProblem::WrongPassword))
        }
    }

    /// The same for closing one's own sessions, which needs no account.
    ///
    /// # Errors
    /// [`Error::Fields`] for `actuel`.
    pub(crate) async fn still_closes(&self, db: &DatabaseTransaction, caller: &Caller) -> Result<()> {
        if self.password_hash.is_some() {
            return self.still(db, caller).await.map(drop);
        }
        // An account may have been made meanwhile: then its password counts.
        let account = account::Entity::find_by_id(caller.person).one(db).await?;
        if account.is_none() && caller.person == self.person {
            Ok(())
        } else {
            Err(Error::field("actuel", FieldProblem::Required))
        }
    }
}

/// The caller's own account.
pub(crate) async fn own(db: &impl ConnectionTrait, caller: &Caller) -> Result<account::Model> {
    account::Entity::find_by_id(caller.person).one(db).await?.ok_or(Error::NotFound)
}
