use domain::{PersonId, accounts::view::LinkView, time::Millis};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{
    Backend, Error, Result,
    entities::{account, password_link},
    stored::name_of,
    token::token_hash,
};

/// The person that a valid link is for.
pub(super) async fn person(backend: &Backend, token: &str) -> Result<Option<PersonId>> {
    let now = backend.clock.now();
    let row = password_link::Entity::find()
        .filter(password_link::Column::TokenHash.eq(token_hash(token)))
        .filter(password_link::Column::ExpiresAt.gt(now))
        .one(&backend.db)
        .await?;
    Ok(row.map(|row| row.person_id))
}

/// The page that a link opens.
///
/// # Errors
/// [`Error::NotFound`] when it was used, replaced, or is too old.
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
