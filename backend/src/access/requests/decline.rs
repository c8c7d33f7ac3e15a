use domain::{
    RequestId,
    access::{RequestState, Scope, parse_sentences},
    audit::Action,
};
use sea_orm::EntityTrait;

use super::settle::end;
use crate::{
    Backend, Error, Result,
    access::{Caller, name_apart},
    audit::{self, Entry},
    database::lock,
    entities::access_request,
    ground::school_name::schools_called,
    queue::Kind,
    transaction,
};

/// The school of a request.
///
/// # Errors
/// [`Error::NotFound`] when there is no such request.
pub async fn scope_of(backend: &Backend, id: RequestId) -> Result<Scope> {
    let asked = access_request::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    Ok(Scope::Establishment(asked.establishment_id))
}

/// *Décliner*: ends a request with a sentence for its person. Returns the scope of the request, and whether it is
/// declined with this sentence: one that was answered or withdrawn meanwhile stays as it is.
///
/// # Errors
/// As [`Caller::authorize_rights`] on the school of the request; [`Error::NotFound`] when there is no
/// such request; [`Error::Fields`] with `reponse`.
pub async fn decline(
    backend: &Backend,
    caller: &Caller,
    id: RequestId,
    answer: &str,
) -> Result<(Scope, bool)> {
    let asked = access_request::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    let scope = Scope::Establishment(asked.establishment_id);
    caller.authorize_rights(scope)?;
    let answer = parse_sentences(answer).map_err(|problem| Error::field("reponse", problem))?;
    let now = backend.clock.now();
    let declined = transaction!(&backend.db, |tx| {
        lock(tx, &format!("access {scope}")).await?;
        let caller = Caller::load(tx, caller.person).await?;
        caller.authorize_rights(scope)?;
        if end(tx, now, &asked, caller.person, RequestState::Declined, &answer).await? {
            let school = asked.establishment_id;
            let scope = schools_called(tx, [school]).await?.remove(&school);
            let entry = Entry::by(&caller, Action::RightDeclined, name_apart(tx, asked.person_id).await?)
                .with("role", asked.role.code())
                .with("scope", scope.unwrap_or_default());
            audit::append(tx, now, entry).await?;
            return Ok(true);
        }
        // Perhaps the button was pressed twice.
        let ended = access_request::Entity::find_by_id(id).one(tx).await?;
        Ok(ended.is_some_and(|row| {
            row.state == RequestState::Declined
                && row.decided_by == Some(caller.person)
                && row.answer == answer
        }))
    })?;
    backend.queue.wake(Kind::Tell);
    Ok((scope, declined))
}
