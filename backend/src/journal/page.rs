use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use domain::{
    PersonId,
    access::Apart,
    audit::{Action, AuditFilter, AuditPage, AuditRow, ENTRIES_PER_PAGE, Outcome},
    time::{Millis, Stamp, start_of_day},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::LikeExpr,
};
use values::columns::Zone;

use crate::{
    Backend, Result,
    access::{Caller, labels},
    audit::{Entry, record_folded},
    entities::{audit_entry, establishment},
    search::patterns,
};

/// The most rows of one export: more are hard to handle in a spreadsheet.
pub const EXPORTED: u64 = 100_000;

/// *Journal*
///
/// # Errors
/// [`crate::Error::AdministratorOnly`]. An invalid filter finds nothing.
pub async fn page(backend: &Backend, caller: &Caller, filter: &AuditFilter) -> Result<AuditPage> {
    caller.authorize_administrator()?;
    let zone = caller.own_zone();
    let mut rows = select(backend, filter, zone, ENTRIES_PER_PAGE + 1).await?;
    let more = rows.len() as u64 > ENTRIES_PER_PAGE;
    rows.truncate(usize::try_from(ENTRIES_PER_PAGE).unwrap_or(usize::MAX));
    let older = rows.last().filter(|_| more).map(|row| row.number);
    Ok(AuditPage { rows, older })
}

/// The newest entries that match a filter, for a file, and whether there are more than `most`. The export itself is
/// recorded as an entry.
///
/// # Errors
/// As [`page`].
pub async fn export(
    backend: &Backend,
    caller: &Caller,
    filter: &AuditFilter,
    most: u64,
) -> Result<(Vec<AuditRow>, bool)> {
    caller.authorize_administrator()?;
    let zone = caller.own_zone();
    let mut rows = select(backend, filter, zone, most + 1).await?;
    let more = rows.len() as u64 > most;
    rows.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    let entry = Entry::by(caller, Action::Exported, "journal").with("format", "csv").with("rows", rows.len());
    record_folded(backend, format!("export of the journal by {}", caller.person), entry).await?;
    Ok((rows, more))
}

/// Whose clock the times of a file are on, in the caller's words, where the portal has schools in several
/// zones.
///
/// # Errors
/// [`crate::Error::AdministratorOnly`].
pub async fn export_clock(backend: &Backend, caller: &Caller) -> Result<Option<String>> {
    caller.authorize_administrator()?;
    let zones: Vec<Zone> = establishment::Entity::find()
        .select_only()
        .column(establishment::Column::TimeZone)
        .distinct()
        .into_tuple()
        .all(&backend.db)
        .await?;
    Ok(caller.zone_to_name(zones.into_iter().map(|zone| zone.0)))
}

/// An entry as it is shown. The entity itself keeps action and outcome as text: a chain in which somebody
/// wrote another word must still be read to find the broken entry.
#[derive(FromQueryResult)]
struct ReadEntry {
    number: i64,
    at: Millis,
    actor_id: Option<PersonId>,
    actor: String,
    address: String,
    action: Action,
    outcome: Outcome,
    subject: String,
    detail: String,
}

async fn select(backend: &Backend, filter: &AuditFilter, zone: Tz, limit: u64) -> Result<Vec<AuditRow>> {
    let rows = audit_entry::Entity::find()
        .filter(condition(filter, zone))
        .order_by_desc(audit_entry::Column::Number)
        .limit(limit)
        .into_model::<ReadEntry>()
        .all(&backend.db)
        .await?;
    let actors: BTreeSet<PersonId> = rows.iter().filter_map(|row| row.actor_id).collect();
    let actors: Vec<PersonId> = actors.into_iter().collect();
    let labels = labels(&backend.db, &actors, &BTreeSet::new()).await?;
    let rows = rows.into_iter().map(|row| {
        let label = row.actor_id.and_then(|id| labels.get(&id));
        let apart = label.map(|label| label.apart.clone()).unwrap_or_default();
        audit_row(row, apart, zone)
    });
    Ok(rows.collect())
}

fn condition(filter: &AuditFilter, zone: Tz) -> Condition {
    let mut all = Condition::all();
    for pattern in patterns(&filter.search) {
        all = all.add(audit_entry::Column::SearchText.like(LikeExpr::new(pattern).escape('\\')));
    }
    if !filter.action.is_empty() {
        let code = Action::from_code(&filter.action).map_or("", Action::code);
        all = all.add(audit_entry::Column::Action.eq(code));
    }
    if !filter.outcome.is_empty() {
        let code = Outcome::from_code(&filter.outcome).map_or("", Outcome::code);
        all = all.add(audit_entry::Column::Outcome.eq(code));
    }
    if filter.before > 0 {
        all = all.add(audit_entry::Column::Number.lt(filter.before));
    }
    if let Ok(first) = filter.from.parse::<NaiveDate>() {
        all = all.add(audit_entry::Column::At.gte(start_of_day(first, zone).0));
    }
    if let Some(after) =
        filter.to.parse::<NaiveDate>().ok().and_then(|last| last.checked_add_days(Days::new(1)))
    {
        all = all.add(audit_entry::Column::At.lt(start_of_day(after, zone).0));
    }
    all
}

fn audit_row(row: ReadEntry, apart: Vec<Apart>, zone: Tz) -> AuditRow {
    AuditRow {
        number: row.number,
        at: Stamp::new(row.at, zone),
        actor: row.actor,
        apart,
        address: row.address,
        action: row.action,
        outcome: row.outcome,
        subject: row.subject,
        detail: row.detail,
    }
}
