use domain::PersonId;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};

use crate::{
    Error, Result,
    entities::{account, person},
};

/// Gives an account to the person with this `external_id` in the directory, or replaces its login,
/// password and flag, for the demonstration and for tests. It is not in the journal and ends no
/// session: an operator's command is [`super::set()`].
///
/// # Errors
/// [`Error::NotFound`] when the directory has no such person.
pub async fn create(
    db: &impl ConnectionTrait,
    external_id: &str,
    login: &str,
    password_hash: String,
    portal_administrator: bool,
) -> Result<PersonId> {
    let person = person::Entity::find()
        .filter(person::Column::ExternalId.eq(external_id))
        .filter(person::Column::RemovedAt.is_null())
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let row = account::ActiveModel {
        person_id: Set(person.id),
        login: Set(login.trim().to_lowercase()),
        password_hash: Set(password_hash),
        portal_administrator: Set(portal_administrator),
        ..Default::default()
    };
    account::Entity::insert(row)
        .on_conflict(
            OnConflict::column(account::Column::PersonId)
                .update_columns([
                    account::Column::Login,
                    account::Column::PasswordHash,
                    account::Column::PortalAdministrator,
                ])
                .to_owned(),
        )
        .exec_without_returning(db)
        .await?;
    Ok(person.id)
}
