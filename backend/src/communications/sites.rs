use domain::{
    CommunicationId, EstablishmentId,
    audit::Action,
    communications::{
        Bounds, Channel, SiteFacts,
        view::{SiteRow, SitesPage},
    },
    search::fold,
    time::{Millis, Stamp},
};
use sea_orm::{EntityTrait, FromQueryResult};
use values::columns::Zone;

use super::{detail, states::states};
use crate::{
    Backend, Result,
    access::Caller,
    audit::{self, Entry},
    database::statement,
    entities::message,
    stored,
};

const PAGE: u32 = 50;

#[derive(FromQueryResult)]
struct Row {
    establishment_id: EstablishmentId,
    uai: String,
    name: String,
    town: String,
    time_zone: Zone,
    begins_at: Millis,
    ends_at: Millis,
    recipients: Option<i64>,
    delivered: Option<i64>,
    published_at: Option<Millis>,
    offline_at: Option<Millis>,
    failed_at: Option<Millis>,
    changed_at: Millis,
    changed_by: Option<String>,
    seen: i64,
}

/// One page of *États de publication*; `search` looks in name, town and UAI, `page` counts from 1.
/// How many opened a message may be some seconds old, see [`states`].
pub async fn sites(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    search: &str,
    page: u32,
) -> Result<SitesPage> {
    let wanted = fold(search.trim());
    let mut rows = all(backend, caller, id).await?;
    rows.retain(|row| {
        wanted.is_empty() || fold(&format!("{} {} {}", row.name, row.town, row.uai)).contains(&wanted)
    });
    let total = rows.len();
    let pages = u32::try_from(total.div_ceil(PAGE as usize)).unwrap_or(u32::MAX).max(1);
    let page = page.clamp(1, pages);
    let rows = rows.into_iter().skip(((page - 1) * PAGE) as usize).take(PAGE as usize).collect();
    Ok(SitesPage { rows, total: total as u64, page, pages })
}

/// Every row and the channel, for the CSV file; that somebody took it away stands in the journal.
pub async fn export_sites(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
) -> Result<(Vec<SiteRow>, Channel)> {
    let channel = detail::load(&backend.db, caller, id).await?.channel;
    let rows = all(backend, caller, id).await?;
    let entry = Entry::by(caller, Action::Exported, caller.words().audit.states_by_school)
        .with("communication", id)
        .with("format", "csv")
        .with("rows", rows.len());
    audit::record(backend, entry).await?;
    Ok((rows, channel))
}

async fn all(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<Vec<SiteRow>> {
    let db = &backend.db;
    let communication = detail::load(db, caller, id).await?;
    let now = backend.clock.now();
    let sql = "SELECT p.establishment_id, e.uai, e.name, e.town, e.time_zone, p.begins_at, p.ends_at, p.recipients, p.delivered, \
               p.published_at, p.offline_at, p.failed_at, p.changed_at, \
               b.first_name || ' ' || b.last_name AS changed_by, \
               COALESCE(s.seen, 0) AS seen \
               FROM publication p JOIN establishment e ON e.id = p.establishment_id \
               LEFT JOIN (SELECT establishment_id, COUNT(*) AS seen FROM sighting WHERE communication_id = ? \
               GROUP BY establishment_id) s ON s.establishment_id = p.establishment_id \
               LEFT JOIN person b ON b.id = p.changed_by WHERE p.communication_id = ? ORDER BY e.name, e.uai";
    let rows = Row::find_by_statement(statement(db, sql, [id.into(), id.into()])).all(db).await?;
    let message = match communication.message_id {
        Some(id) => message::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    let states = match &message {
        Some(message) => Some(states(backend, message.id, message.expected).await?),
        None => None,
    };
    let asked = message.is_some_and(|message| message.acknowledgement.is_asked());
    rows.into_iter()
        .map(|row| {
            let facts = SiteFacts {
                cancelled_at: communication.cancelled_at,
                published_at: row.published_at,
                offline_at: row.offline_at,
                failed_at: row.failed_at,
                period: communication
                    .message_id
                    .is_none()
                    .then_some(Bounds { begins_at: row.begins_at, ends_at: row.ends_at }),
            };
            let state = states
                .as_ref()
                .map(|states| states.of_school.get(&row.establishment_id).copied().unwrap_or_default());
            let seen = stored::count(Some(row.seen)).unwrap_or_default();
            Ok(SiteRow {
                establishment: row.establishment_id,
                state: facts.state(now),
                recipients: stored::count(row.recipients),
                delivered: stored::count(row.delivered),
                acknowledged: state.filter(|_| asked).map(|state| state.acknowledged),
                seen: state.map_or(seen, |state| state.opened),
                changed: Stamp::new(row.changed_at, row.time_zone.0),
                changed_by: row.changed_by,
                uai: row.uai,
                name: row.name,
                town: row.town,
            })
        })
        .collect()
}
