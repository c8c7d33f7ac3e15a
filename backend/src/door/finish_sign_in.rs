use sea_orm::{EntityTrait, ModelTrait};

use super::{
    From, attempts,
    second_factor::take_code,
    sign_in::{Opened, open, refused, source},
};
use crate::{
    Backend, Error, Result,
    database::begin,
    entities::{account, person, sign_in_step},
    token::token_hash,
};

/// The second step of a sign-in: the code of the application.
///
/// # Errors
/// [`Error::NotFound`] when the first step is too long ago; [`Error::WrongCredentials`];
/// [`Error::TooManyAttempts`].
pub async fn finish_sign_in(backend: &Backend, step: &str, code: &str, from: &From<'_>) -> Result<Opened> {
    let now = backend.clock.now();
    let db = &backend.db;
    let step = sign_in_step::Entity::find_by_id(token_hash(step)).one(db).await?.ok_or(Error::NotFound)?;
    if now >= step.expires_at {
        return Err(Error::NotFound);
    }
    let account = account::Entity::find_by_id(step.person_id).one(db).await?.ok_or(Error::NotFound)?;
    let source = source(backend, Some(&account), from, now).await?;
    let counted_as = attempts::code_login(&account.login);
    let attempt = attempts::begin_attempt(backend, &counted_as, &source, now).await?;
    let transaction = begin(db).await?;
    if !take_code(&transaction, account.person_id, code, now).await? {
        transaction.rollback().await?;
        refused(backend, Some(&account.login), from, "code").await?;
        return Err(Error::WrongCredentials);
    }
    let person = person::Entity::find_by_id(step.person_id).one(&transaction).await?;
    let person = person.filter(|person| person.removed_at.is_none()).ok_or(Error::NotFound)?;
    step.delete(&transaction).await?;
    attempt.forgive(&transaction).await?;
    let opened = open(&transaction, &person, from, now).await?;
    transaction.commit().await?;
    backend.refresh().await?;
    Ok(opened)
}
