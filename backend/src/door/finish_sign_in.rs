use sea_orm::EntityTrait;

use super::{
    From, attempts, codes,
    open_session::{By, Opened, open_session, unchanged},
    providers::{end_overtaken, of_step, tie},
    sign_in::{refused, source},
};
use crate::{
    Backend, Error, Result,
    entities::{account, sign_in_step, sign_in_step::AssertedSession},
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
    backend.failpoint.between("code").await;
    let opened = transaction!(db, |tx| {
        // Whoever changes the password removes the step, under the lock of the account.
        let account = unchanged(tx, &account).await?.ok_or(Error::NotFound)?;
        sign_in_step::Entity::find_by_id(&step.token_hash).one(tx).await?.ok_or(Error::NotFound)?;
        let person = account.person_id;
        let Some(taken) = codes::take(tx, &backend.secrets, person, code, now).await? else {
            return Ok(None);
        };
        // The provider before the step, like whoever pauses or changes it.
        let provider = match &step.provider {
            Some(asserted) => Some((of_step(tx, asserted, person).await?, asserted)),
            None => None,
        };
        // The provider may have ended it at this moment.
        let step_is_ours = sign_in_step::Entity::delete_by_id(&step.token_hash).exec(tx).await?;
        if step_is_ours.rows_affected == 0 {
            return Err(Error::NotFound);
        }
        attempt.forgive(tx).await?;
        taken.tell(tx, person, now).await?;
        let opened = match provider {
            None => open_session(tx, person, By::Password, from, now).await?,
            Some((provider, asserted)) => {
                let opened = open_session(tx, person, By::Provider(&provider.name), from, now).await?;
                tie(tx, AssertedSession::clone(asserted), &opened).await?;
                opened
            }
        };
        taken.record(tx, person, from.address, now).await?;
        Ok(Some(opened))
    })?;
    let Some(opened) = opened else {
        refused(backend, Some(&account.login), from, "code").await?;
        return Err(Error::WrongCredentials);
    };
    if let Some(asserted) = &step.provider {
        end_overtaken(backend, asserted, &opened).await?;
    }
    backend.refresh().await?;
    Ok(opened)
}
