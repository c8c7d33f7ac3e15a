use std::{collections::HashMap, ops::Range, sync::Arc};

use chrono_tz::Tz;
use domain::{
    CommunicationId, EstablishmentId, PersonId,
    audit::Action,
    communications::{
        Bounds, DeliveryState, SiteFacts,
        view::{SiteColumns, SiteRow, SitesFilter, SitesPage},
    },
    search::{finds, fold},
    time::{Millis, Stamp},
};
use sea_orm::FromQueryResult;
use values::columns::Zone;

use super::{
    channels::{self, SchoolFigures, States},
    concerns,
    row::{self, load},
    sightings::store_sightings,
};
use crate::{
    Backend, Result,
    access::{Caller, responsible},
    audit::{self, Entry},
    ground::sql::Sql,
    search::{by_name, words},
    stored,
};

const PAGE: usize = 50;

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
    offline_reason: Option<String>,
    failed_at: Option<Millis>,
    changed_at: Millis,
    changed_by: Option<PersonId>,
    seen: i64,
}

/// One page of *États de publication*. A page begins at a school and not at a number, so that a school
/// whose state changes moves no other one to another page. The figures of a message to many people may
/// be a few seconds old.
pub async fn sites(
    backend: &Backend,
    caller: &Caller,
    id: CommunicationId,
    filter: &SitesFilter,
) -> Result<SitesPage> {
    let wanted = words(&filter.search).join(" ");
    let Table { rows, columns, zone } = all(backend, caller, id).await?;
    let named = |row: &SiteRow| {
        wanted.is_empty() || finds(&wanted, &fold(&format!("{} {} {}", row.name, row.town, row.uai)))
    };
    let states = counted(&rows, named);
    let state = DeliveryState::from_code(&filter.state);
    // The school of a place may no longer match, but it stands in the whole list.
    let place = |school: &str| {
        let school = school.parse::<EstablishmentId>().ok()?;
        rows.iter().position(|row| row.establishment == school)
    };
    let (after, before) = (place(&filter.after), place(&filter.before));
    let matching: Vec<(usize, SiteRow)> = rows
        .into_iter()
        .enumerate()
        .filter(|(_, row)| state.is_none_or(|state| row.state == state) && named(row))
        .collect();
    let total = matching.len();
    let places: Vec<usize> = matching.iter().map(|(place, _)| *place).collect();
    let shown = shown(&places, after, before);
    let (more_before, more_after) = (shown.start > 0, shown.end < total);
    let rows: Vec<SiteRow> =
        matching.into_iter().skip(shown.start).take(shown.len()).map(|(_, row)| row).collect();
    let school = |row: &SiteRow| row.establishment;
    Ok(SitesPage {
        earlier: rows.first().map(school).filter(|_| more_before),
        later: rows.last().map(school).filter(|_| more_after),
        total: total as u64,
        rows,
        columns,
        zone,
        states,
        state,
    })
}

/// Which of the matching schools a page shows. `matching` has their places in the whole list, in order;
/// the page has the schools that follow the place `after`, or else those before the place `before`. If
/// none follow, it is the last page; if those before do not fill a page, it is the first one.
fn shown(matching: &[usize], after: Option<usize>, before: Option<usize>) -> Range<usize> {
    let all = matching.len();
    let start = match (after, before) {
        (Some(after), _) => match matching.partition_point(|place| *place <= after) {
            start if start == all => all.saturating_sub(PAGE),
            start => start,
        },
        (None, Some(before)) => matching.partition_point(|place| *place < before).saturating_sub(PAGE),
        (None, None) => 0,
    };
    start..(start + PAGE).min(all)
}

/// How many of the schools that are searched for are in each state.
fn counted(rows: &[SiteRow], named: impl Fn(&SiteRow) -> bool) -> Vec<(DeliveryState, u64)> {
    let of = |state| rows.iter().filter(|row| row.state == state && named(row)).count() as u64;
    DeliveryState::ALL
        .into_iter()
        .map(|state| (state, of(state)))
        .filter(|(_, schools)| *schools > 0)
        .collect()
}

/// *États de publication* in all schools.
#[derive(Debug)]
pub struct Table {
    pub rows: Vec<SiteRow>,
    pub columns: SiteColumns,
    /// Whose clock the times are on, in the reader's words; `None` if every school has this one.
    pub zone: Option<String>,
}

/// Everything, for the CSV file. The journal records the export.
pub async fn export_sites(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<Table> {
    let table = all(backend, caller, id).await?;
    let entry = Entry::by(caller, Action::Exported, caller.words().audit.states_by_school)
        .with("communication", id)
        .with("format", "csv")
        .with("rows", table.rows.len());
    audit::record_folded(backend, format!("export of {id} by {}", caller.person), entry).await?;
    Ok(table)
}

async fn all(backend: &Backend, caller: &Caller, id: CommunicationId) -> Result<Table> {
    let communication = load(&backend.db, caller, id).await?;
    let (mut rows, mut columns, zone) = states_in(backend, caller, &communication, None).await?;
    let failed = |row: &SiteRow| row.state == DeliveryState::Failed;
    if rows.iter().any(failed) {
        let noted = concerns::by_school(&backend.db, id).await?;
        for row in rows.iter_mut().filter(|row| failed(row)) {
            let concern = noted.get(&Some(row.establishment)).or_else(|| noted.get(&None));
            row.reason = concern.map(|concern| caller.words().communications.concern(concern));
        }
    }
    columns.reason |= rows.iter().any(|row| row.reason.is_some());
    Ok(Table { rows, columns, zone })
}

/// The state and the figures of a communication in its schools, or in one of them; and whose clock the
/// times are on, in the caller's words, where that has to be said.
pub(super) async fn states_in(
    backend: &Backend,
    caller: &Caller,
    communication: &row::CommunicationRow,
    school: Option<EstablishmentId>,
) -> Result<(Vec<SiteRow>, SiteColumns, Option<String>)> {
    let (db, id) = (&backend.db, communication.id);
    // What this process showed until now is counted, if it can be stored.
    if let Err(reason) = store_sightings(backend).await {
        tracing::warn!(%reason, "sightings could not be stored; they wait");
    }
    let here = if school.is_some() { "AND p.establishment_id = :school" } else { "" };
    let seen_here = if school.is_some() { "AND establishment_id = :school" } else { "" };
    let text = format!(
        "SELECT p.establishment_id, e.uai, e.name, e.town, e.time_zone, p.begins_at, p.ends_at, p.recipients, p.delivered, \
               p.published_at, p.offline_at, p.offline_reason, p.failed_at, p.changed_at, \
               p.changed_by, COALESCE(s.seen, 0) + p.seen_gone AS seen \
               FROM publication p JOIN establishment e ON e.id = p.establishment_id \
               LEFT JOIN (SELECT establishment_id, COUNT(*) AS seen FROM sighting WHERE communication_id = :id {seen_here} \
               GROUP BY establishment_id) s ON s.establishment_id = p.establishment_id \
               WHERE p.communication_id = :id {here} \
               ORDER BY e.uai"
    );
    let sql = Sql::new(text).bind("id", id);
    let sql = if let Some(school) = school { sql.bind("school", school) } else { sql };
    let mut rows = SchoolRow::find_by_statement(sql.on(db)).all(db).await?;
    by_name(&mut rows, |row| &row.name);
    let figures = channels::stored_of(db, communication).await?.school_figures(backend).await?;
    let people = responsible(db, caller.words(), rows.iter().filter_map(|row| row.changed_by)).await?;
    let clock = (backend.clock.now(), caller.own_zone());
    let zone = caller.zone_to_name(rows.iter().map(|row| row.time_zone.0));
    let rows = rows.into_iter().map(|row| row.view(communication, &figures, &people, clock)).collect();
    Ok((rows, figures.columns, zone))
}

impl SchoolRow {
    fn view(
        self,
        communication: &row::CommunicationRow,
        figures: &SchoolFigures,
        people: &HashMap<PersonId, String>,
        (now, zone): (Millis, Tz),
    ) -> SiteRow {
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
        let now_state = facts.state(now);
        SiteRow {
            establishment: self.establishment_id,
            reason: self.offline_reason.filter(|_| now_state == DeliveryState::Offline),
            state: now_state,
            recipients: stored::count(self.recipients),
            delivered: stored::count(self.delivered),
            acknowledged: state.filter(|_| figures.columns.acknowledged).map(|state| state.acknowledged),
            seen: state.map_or(seen, |state| state.opened),
            changed: Stamp::new(self.changed_at, zone),
            changed_by: self.changed_by.and_then(|by| people.get(&by).cloned()),
            uai: self.uai,
            name: self.name,
            town: self.town,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PAGE, shown};

    /// While somebody turns the pages, schools leave the filtered state.
    #[test]
    fn what_leaves_the_list_moves_no_other_school_to_another_page() {
        let before: Vec<usize> = (0..300).filter(|place| place % 2 == 0).collect();
        let first = &before[shown(&before, None, None)];
        assert_eq!((first.len(), first[0]), (PAGE, 0));
        let last = first[PAGE - 1];
        // All schools of the first page except one have another state now, the last one included.
        let after: Vec<usize> = before.iter().copied().filter(|place| *place == 4 || *place > last).collect();
        let second = &after[shown(&after, Some(last), None)];
        assert_eq!(second, &before[PAGE..2 * PAGE], "no school is passed over and none is shown twice");
        // The way back: what is left of the first page, and what fills it.
        assert_eq!(shown(&after, None, Some(second[0])), 0..PAGE);
        assert_eq!(shown(&before, None, Some(second[0])), 0..PAGE);
        let third = &before[shown(&before, Some(before[2 * PAGE - 1]), None)];
        assert_eq!(&before[shown(&before, None, Some(third[0]))], &before[PAGE..2 * PAGE]);
    }

    #[test]
    fn there_is_always_a_page_while_a_school_matches() {
        assert!(shown(&[], Some(3), None).is_empty());
        assert_eq!(shown(&[1, 2], Some(9), None), 0..2, "nothing follows any more");
        assert_eq!(shown(&[1, 2], None, Some(0)), 0..2, "nothing stands before");
        let many: Vec<usize> = (0..=PAGE).collect();
        let last = shown(&many, Some(PAGE), None);
        assert_eq!((last.start, last.len()), (1, PAGE));
    }
}
