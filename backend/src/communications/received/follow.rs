use domain::{CommunicationId, EstablishmentId, access::Right, communications::Channel, time::Millis};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
};

use super::{
    counts::Sites,
    list::reach_of,
    load::{FROM, load},
};
use crate::{
    Backend, Result,
    access::Caller,
    entities::{communication, establishment, exchange, publication},
    ground::sql::Sql,
    revision::{Present, Scope, Topic},
};

const RIGHT: Right = Right::OpenSchoolDashboard;

/// `:now`, and `:id` of the one whose page shows what its school and the author wrote to one another; which
/// schools may be meant follows.
const SITES: &str = "SELECT COUNT(*) AS found, COUNT(CASE WHEN publication.begins_at <= :now THEN 1 END) AS begun, \
    COUNT(CASE WHEN publication.ends_at <= :now THEN 1 END) AS ended, \
    COUNT(publication.published_at) AS published, COUNT(publication.offline_at) AS offline, \
    COUNT(publication.failed_at) AS failed, COUNT(communication.cancelled_at) AS cancelled, \
    CAST(COALESCE(SUM(corrected.times), 0) AS bigint) AS corrections, \
    MAX(publication.changed_at) AS last_change, \
    MIN(CASE WHEN publication.begins_at > :now THEN publication.begins_at END) AS begins, \
    MIN(CASE WHEN publication.ends_at > :now THEN publication.ends_at END) AS ends, \
    (SELECT COUNT(*) FROM exchange WHERE exchange.communication_id = :id AND ";

/// How often each communication was corrected; which ones, follows.
const CORRECTED: &str = "LEFT JOIN (SELECT v.subject_id, COUNT(*) AS times FROM version v \
    WHERE v.subject_kind IN ('announcement', 'news', 'message') AND v.subject_id ";

const AMONG: &str = "IN (SELECT publication.communication_id FROM publication WHERE ";

/// What an open page of *Communications reçues* compares: the list, or one communication.
///
/// # Errors
/// As for the pages: [`crate::Error::Forbidden`], [`crate::Error::NotFound`].
pub async fn follow_received(
    backend: &Backend,
    caller: &Caller,
    id: Option<CommunicationId>,
) -> Result<Present> {
    let (db, now) = (&backend.db, backend.clock.now());
    let (found, again, scopes) = if let Some(id) = id {
        load(db, caller, RIGHT, id, None, now).await?;
        (count(db, caller, Some(id), now).await?, None, vec![Scope::Communication(id)])
    } else {
        caller.authorize_somewhere(RIGHT, &Channel::ALL)?;
        let (found, again) = of_list(backend, caller, now).await?;
        (found, again, schools(db, caller).await?.into_iter().map(Scope::School).collect())
    };
    let numbers = [
        found.begun,
        found.ended,
        found.published,
        found.offline,
        found.failed,
        found.cancelled,
        found.corrections,
        found.exchanged,
        found.last_change.unwrap_or_default(),
    ];
    let mut present = Present::of(&numbers, caller.person, scopes.iter().copied());
    // A message is there once it was delivered somewhere.
    present.concerns.extend(scopes.into_iter().map(|scope| (Topic::Messages, scope)));
    Ok(present.until(found.begins.into_iter().chain(found.ends).chain(again)))
}

/// The whole list. If it is long and was counted a moment ago, that is taken, and the page looks again when it
/// is counted again.
async fn of_list(backend: &Backend, caller: &Caller, now: Millis) -> Result<(Sites, Option<Millis>)> {
    let (counts, known) = (&backend.received_counts, backend.revisions());
    if let Some((found, again)) = counts.kept(caller.person, &known, now) {
        return Ok((found, Some(again)));
    }
    let found = count(&backend.db, caller, None, now).await?;
    counts.keep(caller.person, &known, now, found);
    Ok((found, None))
}

/// What there is of one communication, or of all.
async fn count(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: Option<CommunicationId>,
    now: Millis,
) -> Result<Sites> {
    let these = Condition::all()
        .add(caller.receives(RIGHT))
        .add_option(id.map(|id| communication::Column::Id.eq(id)));
    let schools = reach_of(caller).schools();
    let sent_here = Condition::all().add(publication::Column::EstablishmentId.in_subquery(schools.clone()));
    let here = Condition::all().add(exchange::Column::EstablishmentId.in_subquery(schools));
    let sql = Sql::new(SITES).condition(here).then(") AS exchanged").then(FROM).then(CORRECTED);
    let sql = match id {
        Some(_) => sql.then("= :id"),
        None => sql.then(AMONG).condition(sent_here).then(")"),
    };
    let sql = sql.then(" GROUP BY v.subject_id) corrected ON corrected.subject_id = communication.id WHERE ");
    let sql = sql.condition(these);
    let sql = sql.bind("now", now).bind("id", id.map_or(0, |id| id.0));
    Ok(Sites::find_by_statement(sql.on(db)).one(db).await?.unwrap_or_default())
}

/// The schools whose dashboard the caller may open.
async fn schools(db: &impl ConnectionTrait, caller: &Caller) -> Result<Vec<EstablishmentId>> {
    Ok(establishment::Entity::find()
        .filter(establishment::Column::Id.in_subquery(reach_of(caller).schools()))
        .select_only()
        .column(establishment::Column::Id)
        .into_tuple()
        .all(db)
        .await?)
}
