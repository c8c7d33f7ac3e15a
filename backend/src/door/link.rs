use domain::{PersonId, accounts::view::LinkView, time::Millis};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::coupon::stored_token;
use crate::{
    Backend, Error, Result,
    entities::{account, password_link, person},
    stored::name_of,
};

/// The person that a valid link is for. The link of somebody who has left the directory is not valid.
pub(super) async fn person(backend: &Backend, token: &str) -> Result<Option<PersonId>> {
    let now = backend.clock.now();
    let row = password_link::Entity::find()
        .filter(password_link::Column::TokenHash.eq(stored_token(token)))
        .filter(password_link::Column::ExpiresAt.gt(now))
        .one(&backend.db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(is_there(&backend.db, row.person_id).await?.then_some(row.person_id))
}

/// Whether the person is in the directory, and their account was not closed for another one of theirs.
pub(super) async fn is_there(db: &impl ConnectionTrait, id: PersonId) -> Result<bool> {
    let person = person::Entity::find_by_id(id).one(db).await?;
    Ok(person.is_some_and(|person| person.removed_at.is_none() && person.joined_to.is_none()))
}

/// The page that a link opens.
///
/// # Errors
/// [`Error::NotFound`] when it was used, replaced, or is too old, or its person has left.
pub async fn link(backend: &Backend, token: &str) -> Result<LinkView> {
    let person = person(backend, token).await?.ok_or(Error::NotFound)?;
    let account = account::Entity::find_by_id(person).one(&backend.db).await?.ok_or(Error::NotFound)?;
    Ok(LinkView { login: account.login, name: name_of(&backend.db, person).await? })
}

/// When the person's unused link expires; `None` when there is none or it has expired. An expired
/// link is deleted when the next one is made for the person.
pub(crate) async fn expiry(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: Millis,
) -> Result<Option<Millis>> {
    let row = password_link::Entity::find_by_id(person)
        .filter(password_link::Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    Ok(row.map(|row| row.expires_at))
}
