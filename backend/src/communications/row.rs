use domain::{
    AuthorityId, CommunicationId, EstablishmentId, PersonId,
    access::Right,
    communications::{Channel, SchoolCounts, Spoken},
    time::Millis,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter,
    sea_query::Expr,
};
use values::columns::Zone;

use crate::{
    Error, Result,
    access::Caller,
    entities::communication,
    ground::sql::{Sql, numbers},
};

/// The part of a communication that all channels share.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct CommunicationRow {
    pub id: CommunicationId,
    pub channel: Channel,
    pub title: String,
    /// In which language it is.
    pub language: Spoken,
    pub source_name: String,
    pub source_authority_id: Option<AuthorityId>,
    pub recipients: Option<i64>,
    pub created_at: Millis,
    pub cancelled_at: Option<Millis>,
    pub cancelled_by: Option<PersonId>,
    pub held_until: Option<Millis>,
    pub author_id: PersonId,
    pub time_zone: Zone,
    pub sites: i64,
    pub published: i64,
    pub failed: i64,
    pub offline: i64,
    pub last_ends_at: Millis,
    /// [`NOBODY`]
    pub nobody: bool,
}

/// SQL condition on a `communication`: its targets reach nobody, as was noted.
pub(super) const NOBODY: &str = "EXISTS (SELECT 1 FROM concern r WHERE r.communication_id = communication.id \
    AND r.cause = 'nobody')";

/// The figures of each communication's schools, as `f`. Without a condition on `f` every publication
/// is read.
pub(super) const FIGURES: &str = "\
    JOIN (SELECT communication_id, COUNT(*) AS sites, COUNT(published_at) AS published, COUNT(failed_at) AS failed, \
    COUNT(offline_at) AS offline, MIN(begins_at) AS first_begins_at, MAX(begins_at) AS last_begins_at, MAX(ends_at) AS last_ends_at, \
    MIN(establishment_id) AS first_school \
    FROM publication GROUP BY communication_id) f ON f.communication_id = communication.id";

/// [`FIGURES`] of these communications alone: a list of identities or a `SELECT`.
pub(super) fn figures_of(communications: &str) -> String {
    let among = format!("FROM publication WHERE communication_id IN ({communications}) GROUP BY");
    FIGURES.replacen("FROM publication GROUP BY", &among, 1)
}

/// The columns and the author; [`FIGURES`] and a `WHERE` follow.
const SELECT: &str = "\
    SELECT communication.id, communication.channel, communication.title, communication.language, communication.source_name, \
    communication.source_authority_id, communication.recipients, communication.created_at, \
    communication.cancelled_at, communication.cancelled_by, communication.held_until, communication.author_id, \
    f.sites, f.published, f.failed, f.offline, f.first_begins_at, f.last_ends_at, \
    (SELECT e.time_zone FROM establishment e WHERE e.id = f.first_school) AS time_zone, \
    EXISTS (SELECT 1 FROM concern r WHERE r.communication_id = communication.id AND r.cause = 'nobody') AS nobody \
    FROM communication JOIN person a ON a.id = communication.author_id ";

/// Loads those of these communications that the caller may see.
///
/// The condition names the grouped publications, so that an engine sums up only these.
pub(super) async fn load_all(
    db: &impl ConnectionTrait,
    caller: &Caller,
    ids: &[CommunicationId],
) -> Result<Vec<CommunicationRow>> {
    those(db, ids, caller.visible(Right::OpenSenderDashboard)).await
}

/// The same for those that a school of the caller received.
pub(super) async fn load_all_received(
    db: &impl ConnectionTrait,
    caller: &Caller,
    ids: &[CommunicationId],
) -> Result<Vec<CommunicationRow>> {
    those(db, ids, caller.received(Right::OpenSchoolDashboard)).await
}

/// One that a school received on which the caller holds `right` as a *destinataire*.
pub(super) async fn load_received(
    db: &impl ConnectionTrait,
    caller: &Caller,
    right: Right,
    id: CommunicationId,
) -> Result<CommunicationRow> {
    those(db, &[id], caller.received(right)).await?.pop().ok_or(Error::NotFound)
}

/// One that stands in one of these schools; the caller is somebody who may see it there.
pub(super) async fn load_in_schools(
    db: &impl ConnectionTrait,
    id: CommunicationId,
    schools: &[EstablishmentId],
) -> Result<CommunicationRow> {
    let schools = numbers(schools.iter().map(|school| school.0));
    let there = format!(
        "EXISTS (SELECT 1 FROM publication p WHERE p.communication_id = communication.id \
         AND p.establishment_id IN ({schools}))"
    );
    let there = Condition::all().add(Expr::cust(there));
    those(db, &[id], there).await?.pop().ok_or(Error::NotFound)
}

async fn those(
    db: &impl ConnectionTrait,
    ids: &[CommunicationId],
    may: Condition,
) -> Result<Vec<CommunicationRow>> {
    let of_the_page = sea_orm::ExprTrait::is_in(Expr::col(("f", "communication_id")), ids.iter().copied());
    let those = Condition::all().add(of_the_page).add(may);
    let sql = Sql::new(SELECT).then(FIGURES).then(" WHERE ").condition(those);
    Ok(CommunicationRow::find_by_statement(sql.on(db)).all(db).await?)
}

impl CommunicationRow {
    pub fn schools(&self) -> SchoolCounts {
        let small = |n: i64| u32::try_from(n).unwrap_or_default();
        SchoolCounts {
            all: small(self.sites),
            published: small(self.published),
            failed: small(self.failed),
            offline: small(self.offline),
        }
    }
}

/// Loads a communication that the caller may see; loading always includes the check.
///
/// # Errors
/// [`Error::Forbidden`] when it belongs to the caller's own schools; [`Error::NotFound`] when it
/// does not exist or the caller may not know of it.
pub(super) async fn load(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CommunicationId,
) -> Result<CommunicationRow> {
    let it = Condition::all()
        .add(communication::Column::Id.eq(id))
        .add(caller.visible(Right::OpenSenderDashboard));
    let sql = Sql::new(SELECT).then(FIGURES).then(" WHERE ").condition(it);
    let row = CommunicationRow::find_by_statement(sql.on(db)).one(db).await?;
    match row {
        Some(row) => Ok(row),
        None => Err(refusal(db, caller, id).await?),
    }
}

/// As [`load`], for a caller who wants to cancel it or send a reminder.
///
/// # Errors
/// As [`load`], except that the error names the right to cancel.
pub(super) async fn load_to_cancel(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CommunicationId,
) -> Result<CommunicationRow> {
    let row = load(db, caller, id).await.map_err(|reason| match reason {
        Error::Forbidden(_) => Error::Forbidden(Right::CancelCommunication),
        other => other,
    })?;
    if may_cancel(db, caller, id).await? {
        Ok(row)
    } else {
        Err(Error::Forbidden(Right::CancelCommunication))
    }
}

/// Whether the caller may cancel this communication.
pub(super) async fn may_cancel(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CommunicationId,
) -> Result<bool> {
    let it = communication::Entity::find_by_id(id).filter(caller.visible(Right::CancelCommunication));
    Ok(it.count(db).await? > 0)
}

/// The error for a communication that may not be shown: if it went only to the caller's own
/// schools, it names the missing right; otherwise it looks as if there were none.
async fn refusal(db: &impl ConnectionTrait, caller: &Caller, id: CommunicationId) -> Result<Error> {
    let inside = communication::Entity::find_by_id(id).filter(caller.inside().covers());
    let is_inside = inside.count(db).await? > 0;
    Ok(match (is_inside, caller.lacks_second_factor()) {
        (true, true) => Error::SecondFactorMissing,
        (true, false) => Error::Forbidden(Right::OpenSenderDashboard),
        (false, _) => Error::NotFound,
    })
}
