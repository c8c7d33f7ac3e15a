use domain::{CommunicationId, EstablishmentId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{
    Error, Result,
    access::Caller,
    communications::row::{CommunicationRow, load, load_in_schools},
    ground::{school_name::SCHOOL_CALLED, sql::sql},
    search::by_name,
};

/// A school to which the message went, and which shows names.
#[derive(FromQueryResult)]
pub(super) struct School {
    pub establishment_id: EstablishmentId,
    pub name: String,
    /// Somebody there has it in their inbox.
    there: bool,
}

/// A message whose names the caller may see in these schools, at least one.
pub(super) struct Named {
    pub row: CommunicationRow,
    pub schools: Vec<School>,
    /// Whether the caller may see the communication as a sender.
    pub sender: bool,
}

/// Loads a message whose names the caller may see: its author in each school that shows them, and a
/// sender administrator of such a school in this school, whoever sent it.
///
/// # Errors
/// [`Error::NotFound`] for everybody else, as if there were no such page.
pub(super) async fn load_named(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CommunicationId,
) -> Result<Named> {
    let seen = match load(db, caller, id).await {
        Ok(row) => Some(row),
        Err(Error::NotFound | Error::Forbidden(_) | Error::SecondFactorMissing) => None,
        Err(other) => return Err(other),
    };
    let schools = schools(db, caller, id, seen.as_ref()).await?;
    let sender = seen.is_some();
    let there: Vec<EstablishmentId> = schools.iter().map(|school| school.establishment_id).collect();
    let row = match seen {
        Some(row) => row,
        None => load_in_schools(db, id, &there).await?,
    };
    if schools.is_empty() { Err(Error::NotFound) } else { Ok(Named { row, schools, sender }) }
}

/// Whether there is a school in which the caller, who sees the communication, may see the names.
pub async fn may_name(db: &impl ConnectionTrait, caller: &Caller, row: &CommunicationRow) -> Result<bool> {
    Ok(!schools(db, caller, row.id, Some(row)).await?.is_empty())
}

/// Whether the caller may see the names of this school, which received the message.
pub async fn may_name_in(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CommunicationId,
    school: EstablishmentId,
) -> Result<bool> {
    let schools = schools(db, caller, id, None).await?;
    Ok(schools.iter().any(|one| one.establishment_id == school))
}

/// The schools in which the caller may see the names, in order. `seen` is the communication, if the
/// caller sees it as a sender.
async fn schools(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CommunicationId,
    seen: Option<&CommunicationRow>,
) -> Result<Vec<School>> {
    let text = format!(
        "SELECT p.establishment_id, {SCHOOL_CALLED} AS name, COALESCE(p.delivered, 0) > 0 AS there FROM publication p \
         JOIN names_shown n ON n.establishment_id = p.establishment_id \
         JOIN establishment e ON e.id = p.establishment_id \
         WHERE p.communication_id = :id \
         AND EXISTS (SELECT 1 FROM message m WHERE m.communication_id = p.communication_id)"
    );
    let mut schools = School::find_by_statement(sql!(db, text, id)).all(db).await?;
    by_name(&mut schools, |school| &school.name);
    let author = seen.is_some_and(|row| row.author_id == caller.person);
    // A message of others is shown to no school before it has arrived.
    schools.retain(|school| {
        author || ((seen.is_some() || school.there) && caller.administers_school(school.establishment_id))
    });
    Ok(schools)
}
