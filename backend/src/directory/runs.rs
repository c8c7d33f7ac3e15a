//! Imports that an administrator starts from a page: one at a time in a process, on a task of
//! their own so that a closed page does not stop them, with a row that keeps the outcome.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    audit::{Action, Outcome},
    time::{Millis, Stamp},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use tokio::sync::watch;

use super::import::{self, Files, Options, Phase, Progress, Report};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    entities::{import_run, person},
};

/// The latest runs in which the last import that changed something is looked for.
const LOOKED_BACK: u64 = 50;

const BUSY: Error = Error::Conflict("import running");

/// The import that runs in this process, if one does. Cloning is cheap, all clones are one.
#[derive(Clone, Debug, Default)]
pub struct ImportRuns {
    running: Arc<Mutex<Option<Running>>>,
}

#[derive(Clone, Debug)]
struct Running {
    /// `None` until its row is written.
    id: Option<i64>,
    progress: watch::Receiver<Progress>,
}

/// What became of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunState {
    Running(Progress),
    Done(Report),
    /// It ended with an error of ours, which stands in the log.
    Failed,
    /// The server stopped before the outcome was kept. The directory is as before or as the files
    /// say, never in between; a dry run tells which.
    Interrupted,
}

/// What the page says above everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overview {
    pub people: u64,
    /// When the directory was last made what some files said.
    pub last_import: Option<Stamp>,
}

impl ImportRuns {
    pub fn is_busy(&self) -> bool {
        self.current().is_some()
    }

    /// Follows a run; `None` when it is over, or was never one of this process.
    pub fn watch(&self, id: i64) -> Option<watch::Receiver<Progress>> {
        self.current().filter(|running| running.id == Some(id)).map(|running| running.progress)
    }

    fn current(&self) -> Option<Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, running: Option<Running>) {
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = running;
    }

    /// # Errors
    /// [`Error::Conflict`] when another import runs.
    fn claim(&self) -> Result<Claim> {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.is_some() {
            return Err(BUSY);
        }
        let (tell, progress) = watch::channel(Progress { phase: Phase::Reading, done: 0, total: 0 });
        *running = Some(Running { id: None, progress });
        Ok(Claim { runs: self.clone(), tell })
    }
}

/// The right to be the import that runs; given back however the import ends, a panic included.
struct Claim {
    runs: ImportRuns,
    tell: watch::Sender<Progress>,
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.runs.set(None);
    }
}

/// # Errors
/// [`Error::Conflict`] when an import already runs: before megabytes are received in vain.
pub fn authorize(caller: &Caller, runs: &ImportRuns) -> Result<()> {
    caller.authorize_administrator()?;
    if runs.is_busy() { Err(BUSY) } else { Ok(()) }
}

/// Starts an import and gives its number; it goes on by itself.
pub async fn start(
    backend: Arc<Backend>,
    caller: &Caller,
    runs: &ImportRuns,
    files: Files,
    options: Options,
) -> Result<i64> {
    caller.authorize_administrator()?;
    let claim = runs.claim()?;
    let row = import_run::ActiveModel {
        person_id: Set(Some(caller.person.0)),
        started_at: Set(backend.clock.now().0),
        ..Default::default()
    };
    let id = import_run::Entity::insert(row).exec(&backend.db).await?.last_insert_id;
    let by = Entry::by(caller, Action::Imported, "annuaire");
    runs.set(Some(Running { id: Some(id), progress: claim.tell.subscribe() }));
    tokio::spawn(async move {
        let tell = |progress| {
            claim.tell.send_replace(progress);
        };
        let outcome = import::run(&backend.db, &files, options, backend.clock.now(), &tell).await;
        if let Err(reason) = note(&backend, by, options, &outcome).await {
            tracing::error!(%reason, run = id, "an import is missing in the journal");
        }
        if let Err(reason) = finish(&backend, id, outcome).await {
            tracing::error!(%reason, run = id, "the outcome of an import was not kept");
        }
        // Only now: whoever hears that the run is over reads its outcome.
        drop(claim);
    });
    Ok(id)
}

/// Writes an import into the journal, however it ended: `by` says whose it was.
pub async fn note(backend: &Backend, by: Entry, options: Options, outcome: &Result<Report>) -> Result<()> {
    let people = |report: &Report| {
        let counts = report.counts(import::FileKind::People);
        format!("+{} ~{} -{}", counts.added, counts.changed, counts.removed)
    };
    let entry = match outcome {
        Err(_) => by.ended(Outcome::Failed),
        Ok(report) if report.applied || options.dry_run && report.refusals_total == 0 => {
            by.with("people", people(report))
        }
        Ok(report) => by.ended(Outcome::Refused).with("refused_lines", report.refusals_total),
    };
    let entry = if options.dry_run { entry.with("dry_run", true) } else { entry };
    audit::record(backend, entry).await
}

async fn finish(backend: &Backend, id: i64, outcome: Result<Report>) -> Result<()> {
    let report = match outcome {
        Ok(report) => Some(serde_json::to_string(&report).map_err(|reason| {
            Error::Inconsistent(format!("the report of import {id} cannot be kept: {reason}"))
        })?),
        Err(reason) => {
            tracing::error!(%reason, run = id, "an import failed");
            None
        }
    };
    let row = import_run::ActiveModel {
        finished_at: Set(Some(backend.clock.now().0)),
        report: Set(report),
        ..Default::default()
    };
    import_run::Entity::update_many()
        .set(row)
        .filter(import_run::Column::Id.eq(id))
        .exec(&backend.db)
        .await?;
    backend.refresh().await
}

/// How a run goes, or went.
pub async fn state(backend: &Backend, caller: &Caller, runs: &ImportRuns, id: i64) -> Result<RunState> {
    caller.authorize_administrator()?;
    // Asked before the row is read: a run that ends in between is then found finished.
    let running = runs.watch(id).map(|progress| *progress.borrow());
    let row = import_run::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    match (running, row.finished_at, row.report) {
        (_, Some(_), Some(report)) => Ok(RunState::Done(stored_report(id, &report)?)),
        (_, Some(_), None) => Ok(RunState::Failed),
        (Some(progress), None, _) => Ok(RunState::Running(progress)),
        (None, None, _) => Ok(RunState::Interrupted),
    }
}

fn stored_report(id: i64, json: &str) -> Result<Report> {
    serde_json::from_str(json)
        .map_err(|reason| Error::Inconsistent(format!("report of import {id}: {reason}")))
}

pub async fn overview(backend: &Backend, caller: &Caller) -> Result<Overview> {
    caller.authorize_administrator()?;
    let db = &backend.db;
    let people = person::Entity::find().filter(person::Column::RemovedAt.is_null()).count(db).await?;
    let zone = caller.zone(db).await?;
    let last_import = last_applied(db).await?.map(|at| Stamp::new(at, zone));
    Ok(Overview { people, last_import })
}

async fn last_applied(db: &impl ConnectionTrait) -> Result<Option<Millis>> {
    let rows = import_run::Entity::find()
        .filter(import_run::Column::Report.is_not_null())
        .order_by_desc(import_run::Column::Id)
        .limit(LOOKED_BACK)
        .all(db)
        .await?;
    // A report that an older version wrote and this one cannot read is no reason to show no page.
    let applied = |row: &import_run::Model| {
        row.report
            .as_deref()
            .is_some_and(|json| stored_report(row.id, json).is_ok_and(|report| report.applied))
    };
    Ok(rows.iter().find(|row| applied(row)).and_then(|row| row.finished_at).map(Millis))
}
