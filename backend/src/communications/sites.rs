use std::sync::Arc;

use domain::{
    CommunicationId, EstablishmentId,
    audit::Action,
    communications::{
        Bounds, SiteFacts,
        view::{SiteColumns, SiteRow, SitesPage},
    },
    search::fold,
    time::{Millis, Stamp},
};
use sea_orm::FromQueryResult;
use values::columns::Zone;

use super::{
    channels::{self, SchoolFigures, States},
    row::{self, load},
    sightings::store_sightings,
};
use crate::{
    Backend, Result,
    access::Caller,
    audit::{self, Entry},
    database::statement,
    stored,
};

const PAGE: u32 = 50;

#[derive(FromQueryResult)]
struct SchoolRow {
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

/// One page of *États de publication*; `search` looks in name, town and UAI, and `page` counts from
/// 1. The figures of a message to many people may be a few seconds old.
pub async fn sites(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    search: &str,
    page: u32,
) -> Result<SitesPage> {
    let wanted = fold(search.trim());
    let (mut rows, columns) = all(backend, caller, id).await?;
    rows.retain(|row| {
        wanted.is_empty() || fold(&format!("{} {} {}", row.name, row.town, row.uai)).contains(&wanted)
    });
    let total = rows.len();
    let pages = u32::try_from(total.div_ceil(PAGE as usize)).unwrap_or(u32::MAX).max(1);
    let page = page.clamp(1, pages);
    let rows = rows.into_iter().skip(((page - 1) * PAGE) as usize).take(PAGE as usize).collect();
    Ok(SitesPage { rows, columns, total: total as u64, page, pages })
}

/// Every row and the columns, for the CSV file. The journal records the export.
pub async fn export_sites(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
) -> Result<(Vec<SiteRow>, SiteColumns)> {
    let (rows, columns) = all(backend, caller, id).await?;
    let entry = Entry::by(caller, Action::Exported, caller.words().audit.states_by_school)
        .with("communication", id)
        .with("format", "csv")
        .with("rows", rows.len());
    audit::record(backend, entry).await?;
    Ok((rows, columns))
}

async fn all(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<(Vec<SiteRow>, SiteColumns)> {
    let db = &backend.db;
    let communication = load(db, caller, id).await?;
    // What this process showed until now is counted, if it can be stored.
    if let Err(reason) = store_sightings(backend).await {
        tracing::warn!(%reason, "sightings could not be stored; they wait");
    }
    let sql = "SELECT p.establishment_id, e.uai, e.name, e.town, e.time_zone, p.begins_at, p.ends_at, p.recipients, p.delivered, \
               p.published_at, p.offline_at, p.failed_at, p.changed_at, \
               b.first_name || ' ' || b.last_name AS changed_by, \
               COALESCE(s.seen, 0) AS seen \
               FROM publication p JOIN establishment e ON e.id = p.establishment_id \
               LEFT JOIN (SELECT establishment_id, COUNT(*) AS seen FROM sighting WHERE communication_id = ? \
               GROUP BY establishment_id) s ON s.establishment_id = p.establishment_id \
               LEFT JOIN person b ON b.id = p.changed_by WHERE p.communication_id = ? ORDER BY e.name, e.uai";
    let rows = SchoolRow::find_by_statement(statement(db, sql, [id.into(), id.into()])).all(db).await?;
    let figures = channels::stored_of(db, &communication).await?.school_figures(backend).await?;
    let now = backend.clock.now();
    let rows = rows.into_iter().map(|row| row.view(&communication, &figures, now)).collect();
    Ok((rows, figures.columns))
}

impl SchoolRow {
    fn view(self, communication: &row::Row, figures: &SchoolFigures, now: Millis) -> SiteRow {
        let bounds = Bounds { begins_at: self.begins_at, ends_at: self.ends_at };
        let facts = SiteFacts {
            cancelled_at: communication.cancelled_at,
            published_at: self.published_at,
            offline_at: self.offline_at,
            failed_at: self.failed_at,
            period: figures.has_period.then_some(bounds),
        };
        let of_school = |states: &Arc<States>| states.of_school.get(&self.establishment_id).copied();
        let state = figures.states.as_ref().map(|states| of_school(states).unwrap_or_default());
        let seen = stored::count(Some(self.seen)).unwrap_or_default();
        SiteRow {
            establishment: self.establishment_id,
            state: facts.state(now),
            recipients: stored::count(self.recipients),
            delivered: stored::count(self.delivered),
            acknowledged: state.filter(|_| figures.columns.acknowledged).map(|state| state.acknowledged),
            seen: state.map_or(seen, |state| state.opened),
            changed: Stamp::new(self.changed_at, self.time_zone.0),
            changed_by: self.changed_by,
            uai: self.uai,
            name: self.name,
            town: self.town,
        }
    }
}
