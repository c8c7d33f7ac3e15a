use domain::{
    CommunicationId, EstablishmentId,
    access::{Right, School},
    time::Millis,
};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, FromQueryResult};
use values::columns::Zone;

use crate::{
    Error, Result,
    access::Caller,
    communications::row::{self, CommunicationRow},
    entities::{communication, publication},
    ground::sql::Sql,
    search::by_name,
};

/// From the publications and their communications.
pub const FROM: &str = " FROM publication JOIN communication ON communication.id = publication.communication_id \
    JOIN establishment ON establishment.id = publication.establishment_id ";

/// SQL: since when a communication is there in a school. It never changes, so that it sorts pages.
pub const SINCE: &str = "(CASE WHEN publication.begins_at > communication.created_at \
    THEN publication.begins_at ELSE communication.created_at END)";

/// A communication that a school received.
#[derive(Debug)]
pub struct Received {
    /// In the time of the school.
    pub row: CommunicationRow,
    pub school: School,
    pub since: Millis,
}

#[derive(FromQueryResult)]
struct SchoolRow {
    id: EstablishmentId,
    uai: String,
    name: String,
    town: String,
    time_zone: Zone,
    since: Millis,
}

/// Loads what the caller may use `right` on as a *destinataire*; loading always includes the check.
/// Without `school` it is the first one by name.
///
/// # Errors
/// [`Error::Forbidden`] naming the right inside the caller's own schools; [`Error::NotFound`] for
/// what does not exist, is not there yet, or lies outside.
pub async fn load(
    db: &impl ConnectionTrait,
    caller: &Caller,
    right: Right,
    id: CommunicationId,
    school: Option<EstablishmentId>,
    now: Millis,
) -> Result<Received> {
    let found = schools(db, caller.receives(right), id, now).await?;
    let found = found.into_iter().find(|row| school.is_none_or(|school| row.id == school));
    let Some(found) = found else { return Err(refusal(db, caller, right, id, school, now).await?) };
    let row = row::load_received(db, caller, right, id).await?;
    Ok(Received {
        row: CommunicationRow { time_zone: found.time_zone, ..row },
        since: found.since,
        school: found.into(),
    })
}

/// The schools in which the caller may open the communication, by name.
pub async fn readable_schools(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CommunicationId,
    now: Millis,
) -> Result<Vec<School>> {
    let found = schools(db, caller.receives(Right::OpenSchoolDashboard), id, now).await?;
    Ok(found.into_iter().map(School::from).collect())
}

async fn schools(
    db: &impl ConnectionTrait,
    may: Condition,
    id: CommunicationId,
    now: Millis,
) -> Result<Vec<SchoolRow>> {
    let these = Condition::all()
        .add(communication::Column::Id.eq(id))
        .add(publication::Column::BeginsAt.lte(now))
        .add(may);
    let columns = format!(
        "SELECT establishment.id, establishment.uai, establishment.name, establishment.town, \
         establishment.time_zone, {SINCE} AS since"
    );
    let sql = Sql::new(columns).then(FROM).then("WHERE ").condition(these);
    let sql = sql.then(" ORDER BY establishment.uai");
    let mut rows = SchoolRow::find_by_statement(sql.on(db)).all(db).await?;
    by_name(&mut rows, |row| &row.name);
    Ok(rows)
}

/// The error for what may not be used.
async fn refusal(
    db: &impl ConnectionTrait,
    caller: &Caller,
    right: Right,
    id: CommunicationId,
    school: Option<EstablishmentId>,
    now: Millis,
) -> Result<Error> {
    let inside = schools(db, caller.could_receive(), id, now).await?;
    let is_inside = inside.iter().any(|row| school.is_none_or(|school| row.id == school));
    Ok(match (is_inside, caller.administrator && caller.lacks_second_factor()) {
        (true, true) => Error::SecondFactorMissing,
        (true, false) => Error::Forbidden(right),
        (false, _) => Error::NotFound,
    })
}

impl From<SchoolRow> for School {
    fn from(row: SchoolRow) -> Self {
        Self {
            id: row.id,
            uai: row.uai,
            name: row.name,
            town: row.town,
            time_zone: row.time_zone.0.name().to_owned(),
            severity: None,
        }
    }
}
