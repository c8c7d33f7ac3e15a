//! In which language a communication is, and what it says in a second one, whatever its channel.

use domain::{
    CommunicationId,
    communications::{SecondVersion, Spoken},
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait};

use super::sql::sql;
use crate::{
    Result,
    entities::{communication, second_version},
};

/// The second version of a communication; `None` also for a letter that is no communication.
pub(crate) async fn second_of(
    db: &impl ConnectionTrait,
    id: Option<CommunicationId>,
) -> Result<Option<SecondVersion>> {
    let Some(id) = id else { return Ok(None) };
    Ok(second_version::Entity::find_by_id(id).one(db).await?.map(SecondVersion::from))
}

/// In which language a communication is; `None` also for a letter that is no communication.
pub(crate) async fn language_of(
    db: &impl ConnectionTrait,
    id: Option<CommunicationId>,
) -> Result<Option<Spoken>> {
    let Some(id) = id else { return Ok(None) };
    Ok(communication::Entity::find_by_id(id).one(db).await?.map(|row| row.language))
}

/// Writes the second version of a communication that has none yet.
pub(crate) async fn write(
    db: &DatabaseTransaction,
    id: CommunicationId,
    second: Option<&SecondVersion>,
) -> Result<()> {
    let Some(SecondVersion { language, title, text }) = second else { return Ok(()) };
    let row = second_version::ActiveModel {
        communication_id: Set(id),
        language: Set(*language),
        title: Set(title.clone()),
        text: Set(text.clone()),
    };
    second_version::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Writes another second version, or none.
pub(crate) async fn rewrite(
    db: &DatabaseTransaction,
    id: CommunicationId,
    second: Option<&SecondVersion>,
) -> Result<()> {
    let text = "DELETE FROM second_version WHERE communication_id = :id";
    db.execute_raw(sql!(db, text, id)).await?;
    write(db, id, second).await
}
