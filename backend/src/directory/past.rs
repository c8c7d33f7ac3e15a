//! The last imports, which can be looked at again.

use domain::time::Stamp;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::runs::stored_report;
use crate::{Backend, Result, access::Caller, entities::import_run, stored::name_of};

/// How many imports are listed.
const LISTED: u64 = 10;

/// An import that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastRun {
    pub id: i64,
    pub started: Stamp,
    /// Who started it; empty for the command line.
    pub by: String,
    pub ended: Ended,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Applied,
    /// It was only tried.
    Tried,
    /// More than a tenth would have been lost.
    Held,
    /// Lines were refused.
    Refused,
    Failed,
}

/// The last imports and trials, the newest first.
pub async fn recent(backend: &Backend, caller: &Caller) -> Result<Vec<PastRun>> {
    caller.authorize_administrator()?;
    let rows = import_run::Entity::find()
        .filter(import_run::Column::FinishedAt.is_not_null())
        .order_by_desc(import_run::Column::Id)
        .limit(LISTED)
        .all(&backend.db)
        .await?;
    let zone = caller.own_zone();
    let mut runs = Vec::new();
    for row in rows {
        let by = match row.person_id {
            Some(person) => name_of(&backend.db, person).await?,
            None => String::new(),
        };
        let ended = row.report.as_deref().map_or(Ended::Failed, |json| ended(row.id, json));
        runs.push(PastRun { id: row.id, started: Stamp::new(row.started_at, zone), by, ended });
    }
    Ok(runs)
}

/// A report of an older version that cannot be read any more counts as failed.
fn ended(id: i64, json: &str) -> Ended {
    match stored_report(id, json) {
        Err(_) => Ended::Failed,
        Ok(report) if report.refusals_total > 0 => Ended::Refused,
        Ok(report) if report.dry_run => Ended::Tried,
        Ok(report) if report.applied => Ended::Applied,
        Ok(_) => Ended::Held,
    }
}
