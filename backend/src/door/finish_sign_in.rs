use sea_orm::{EntityTrait, ModelTrait};

use super::{
    From, attempts, codes,
    sign_in::{Opened, open, refused, source},
};
use crate::{
    Backend, Error, Result,
    entities::{account, person, sign_in_step},
    token::token_hash,
    transaction,
};

/// The second step of a sign-in: the code from the app, or a recovery code.
///
/// # Errors
/// [`Error::NotFound`] when the first step was too long ago; [`Error::WrongCredentials`];
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
    let opened = transaction!(db, |tx| {
        let Some(taken) = codes::take(tx, &backend.secrets, account.person_id, code, now).await? else {
            return Ok(None);
        };
        let person = person::Entity::find_by_id(step.person_id).one(tx).await?;
        let person = person.filter(|person| person.removed_at.is_none()).ok_or(Error::NotFound)?;
        step.clone().delete(tx).await?;
        attempt.forgive(tx).await?;
        taken.tell(tx, person.id, now).await?;
        let opened = open(tx, &person, from, now).await?;
        taken.record(tx, person.id, from.address, now).await?;
        Ok(Some(opened))
    })?;
    let Some(opened) = opened else {
        refused(backend, Some(&account.login), from, "code").await?;
        return Err(Error::WrongCredentials);
    };
    backend.refresh().await?;
    Ok(opened)
}
