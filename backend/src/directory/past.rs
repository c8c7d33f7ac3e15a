//! The last imports, which can be looked at again.

use domain::{
    PersonId,
    directory::{ImportNote, ImportOrigin},
    time::Stamp,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    import::{Counts, FileDigest, Report},
    runs::{running, stored_report},
};
use crate::{
    Backend, Error, Result,
    access::{Caller, responsible},
    entities::import_run,
    revision,
};

/// How many imports are listed.
const LISTED: u64 = 10;

/// An import that has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastRun {
    pub id: i64,
    pub started: Stamp,
    pub origin: ImportOrigin,
    /// Who started it on a page; empty otherwise.
    pub by: String,
    pub ended: Ended,
    /// The people of its report: what it did to them, or would do.
    pub people: Option<Counts>,
    /// How many lines it refused.
    pub refused: u64,
    pub files: Vec<FileDigest>,
    /// What it did, if it is the last import that changed the directory, so that it can be undone.
    pub undoable: Option<Box<Report>>,
    /// When and by whom it was undone.
    pub undone: Option<(Stamp, String)>,
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
    /// Lines were refused, and it was only tried.
    TrialRefused,
    /// It stopped on an error, or with its server.
    Failed,
    /// The folder of the night has the files of the last time.
    Unchanged,
    /// The folder of the night cannot be read.
    Unreadable,
}

/// The last imports and trials, the newest first; without the nights that had nothing to do. The import that
/// can be undone is among them, however many trials came after it.
pub async fn recent(backend: &Backend, caller: &Caller) -> Result<Vec<PastRun>> {
    let note = import_run::Column::Note;
    let any = Condition::any().add(note.is_null()).add(note.ne(ImportNote::Unchanged));
    let mut runs = listed(backend, caller, Condition::all().add(any)).await?;
    if runs.iter().all(|run| run.undoable.is_none()) {
        runs.extend(undoable(backend, caller).await?);
    }
    Ok(runs)
}

/// The import that can be undone, if there is one.
async fn undoable(backend: &Backend, caller: &Caller) -> Result<Option<PastRun>> {
    let now = revision::read(&backend.db).await?.directory;
    // A report is written like this, and the counter only grows, so that no longer number begins like it.
    let change = import_run::Column::Report.contains(format!("\"change\":{now}"));
    let row = import_run::Entity::find()
        .filter(change)
        .order_by_desc(import_run::Column::Id)
        .one(&backend.db)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let run = past(backend, caller, row, now).await?;
    Ok(Some(run).filter(|run| run.undoable.is_some()))
}

/// The last nights, the newest first.
pub async fn nights(backend: &Backend, caller: &Caller) -> Result<Vec<PastRun>> {
    let of_night = import_run::Column::Origin.eq(ImportOrigin::Night);
    listed(backend, caller, Condition::all().add(of_night)).await
}

async fn listed(backend: &Backend, caller: &Caller, which: Condition) -> Result<Vec<PastRun>> {
    caller.authorize_administrator()?;
    // What does not run and has not ended was interrupted.
    let running = running(backend).await?.and_then(|running| running.subject);
    let which = which.add_option(running.map(|id| import_run::Column::Id.ne(id)));
    let rows = import_run::Entity::find()
        .filter(which)
        .order_by_desc(import_run::Column::Id)
        .limit(LISTED)
        .all(&backend.db)
        .await?;
    let now = revision::read(&backend.db).await?.directory;
    let mut runs = Vec::new();
    for row in rows {
        runs.push(past(backend, caller, row, now).await?);
    }
    Ok(runs)
}

/// One import that has ended; `None` while it runs.
pub async fn one(backend: &Backend, caller: &Caller, id: i64) -> Result<Option<PastRun>> {
    caller.authorize_administrator()?;
    let row = import_run::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    if row.finished_at.is_none() {
        return Ok(None);
    }
    let now = revision::read(&backend.db).await?.directory;
    past(backend, caller, row, now).await.map(Some)
}

/// `now` is the directory's counter.
async fn past(backend: &Backend, caller: &Caller, row: import_run::Model, now: i64) -> Result<PastRun> {
    let zone = caller.own_zone();
    let people = row.person_id.into_iter().chain(row.undone_by);
    let names = responsible(&backend.db, caller.words(), people).await?;
    let name_of = |person: PersonId| names.get(&person).cloned().unwrap_or_default();
    let by = row.person_id.map(name_of).unwrap_or_default();
    let undone = match (row.undone_at, row.undone_by) {
        (Some(at), Some(person)) => Some((Stamp::new(at, zone), name_of(person))),
        _ => None,
    };
    // A report of an older version that cannot be read any more counts as failed.
    let report = row.report.as_deref().and_then(|json| stored_report(row.id, json).ok());
    let ended = match (&report, row.note) {
        (Some(report), _) => ended(report),
        (None, Some(ImportNote::Unchanged)) => Ended::Unchanged,
        (None, Some(ImportNote::Unreadable)) => Ended::Unreadable,
        (None, None) => Ended::Failed,
    };
    let files = row.files.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let people = report.as_ref().map(|report| report.people);
    let refused = report.as_ref().map_or(0, |report| report.refusals_total);
    let undoable = report.filter(|report| report.change == Some(now)).map(Box::new);
    let started = Stamp::new(row.started_at, zone);
    Ok(PastRun {
        id: row.id,
        started,
        origin: row.origin,
        by,
        ended,
        people,
        refused,
        files,
        undoable,
        undone,
    })
}

const fn ended(report: &Report) -> Ended {
    if report.refusals_total > 0 {
        if report.dry_run { Ended::TrialRefused } else { Ended::Refused }
    } else if report.dry_run {
        Ended::Tried
    } else if report.applied {
        Ended::Applied
    } else {
        Ended::Held
    }
}
