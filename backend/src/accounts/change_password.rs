use domain::{PersonId, audit::Action, time::Millis};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};
use secrecy::SecretString;

use super::{
    device,
    second_factor::{check_current, own},
    strength::check_new,
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    database::begin,
    entities::{account, session, sign_in_step},
    revision,
    token::token_hash,
};

/// Changes the own password. Every other session of the account ends.
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
    let transaction = begin(&backend.db).await?;
    set_password(&transaction, caller.person, hash, Some(session), now).await?;
    audit::append(&transaction, now, Entry::by(caller, Action::PasswordChanged, caller.name.as_str()))
        .await?;
    transaction.commit().await?;
    backend.refresh().await
}

/// Sets a password. Sessions, sign-ins that wait for their code, and known browsers of the account
/// end, but for the session `kept`.
pub(super) async fn set_password(
    db: &DatabaseTransaction,
    person: PersonId,
    hash: String,
    kept: Option<&str>,
    now: Millis,
) -> Result<()> {
    account::Entity::update_many()
        .col_expr(account::Column::PasswordHash, Expr::value(hash))
        .col_expr(account::Column::PasswordChangedAt, Expr::value(now.0))
        .filter(account::Column::PersonId.eq(person.0))
        .exec(db)
        .await?;
    let mut others = session::Entity::delete_many().filter(session::Column::PersonId.eq(person.0));
    if let Some(kept) = kept {
        others = others.filter(session::Column::TokenHash.ne(token_hash(kept)));
    }
    others.exec(db).await?;
    let mine = sign_in_step::Column::PersonId.eq(person.0);
    sign_in_step::Entity::delete_many().filter(mine).exec(db).await?;
    device::forget(db, person).await?;
    revision::raise(db, revision::SESSIONS).await
}
