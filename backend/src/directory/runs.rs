//! Imports, from a page, the command line or a timer. One runs at a time over all processes; from a
//! page it has a task of its own, so that closing the page does not stop it. A row keeps the outcome.
//!
//! The process that has the files runs the import, under a lease on the queue's single import
//! job. The progress is stored in that job, where every process can read it.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use domain::{
    Conflict, PersonId,
    audit::{Action, Outcome},
    directory::{ImportNote, ImportOrigin},
    time::{Millis, Stamp},
};
use futures::FutureExt as _;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde::Serialize;
use tokio::sync::watch;

use super::{
    import::{self, By, Confirmed, FileDigest, Files, Options, Phase, Progress, Report},
    kept::KEPT,
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    entities::{import_run, person},
    queue::{self, Amount, Followed, Kind, Lease, New},
    revision,
    stored::{from_json, to_json},
    transaction,
};

/// Among how many of the latest imports one whose report can still be read is searched for.
const LOOKED_BACK: u64 = 50;
/// The single job for imports: only the process that holds it may import, or undo an import.
pub(super) const KEY: &str = "directory";
/// How often the progress is written and the lease renewed.
pub(super) const NOTED_EVERY: Duration = Duration::from_secs(1);

pub(super) const BUSY: Error = Error::Conflict(Conflict::ImportRunning);

/// The outcome of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunState {
    Running(Progress),
    Done(Box<Report>),
    /// A night that imported nothing.
    Nothing(ImportNote),
    /// It ended with an error of the program, which is in the log.
    Failed,
    /// The server stopped before the outcome was stored. The directory is either unchanged or as in
    /// the files, never in between; a dry run shows which.
    Interrupted,
}

/// What the top of the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overview {
    pub people: u64,
    /// When an import last changed the directory.
    pub last_import: Option<Stamp>,
}

/// # Errors
/// [`Error::Conflict`] when an import is running in any process. Checked before megabytes are
/// uploaded in vain.
pub async fn authorize(backend: &Backend, caller: &Caller) -> Result<()> {
    caller.authorize_administrator()?;
    if running(backend).await?.is_some() { Err(BUSY) } else { Ok(()) }
}

pub(super) async fn running(backend: &Backend) -> Result<Option<Followed>> {
    queue::follow(&backend.db, Kind::Import, KEY, backend.clock.now()).await
}

/// Starts an import and returns its number; the import continues on its own.
///
/// # Errors
/// [`Error::Conflict`] when another one is running.
pub async fn start(backend: Arc<Backend>, caller: &Caller, files: Files, options: Options) -> Result<i64> {
    start_from(backend, caller, ImportOrigin::Page, files, options).await
}

/// Whether the caller can still import the files of a run of theirs.
pub fn is_kept(backend: &Backend, caller: &Caller, id: i64) -> bool {
    backend.kept_files.of(id, caller.person, backend.clock.now()).is_some()
}

/// What became of the files of a trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeptRun {
    /// They are imported.
    Import(i64),
    /// They are tried again: they would do something else by now than their trial said.
    Trial(i64),
}

/// Imports the files of a run that changed nothing, and returns the number of the import, which continues
/// on its own. If the directory has changed since, by the folder of the night for instance, they are only
/// tried again.
///
/// # Errors
/// [`Error::NotFound`] when the files are not here any more; otherwise as [`start`].
pub async fn start_kept(
    backend: Arc<Backend>,
    caller: &Caller,
    id: i64,
    confirmed: Confirmed,
) -> Result<KeptRun> {
    caller.authorize_administrator()?;
    let kept = backend.kept_files.of(id, caller.person, backend.clock.now());
    let (files, directory) = kept.ok_or(Error::NotFound)?;
    if revision::read(&backend.db).await?.directory == directory {
        let options = Options { dry_run: false, confirmed };
        return start(backend, caller, files, options).await.map(KeptRun::Import);
    }
    let options = Options { dry_run: true, confirmed: Confirmed::No };
    start(backend, caller, files, options).await.map(KeptRun::Trial)
}

/// As [`start`], with files from elsewhere than the page.
pub(super) async fn start_from(
    backend: Arc<Backend>,
    caller: &Caller,
    origin: ImportOrigin,
    files: Files,
    options: Options,
) -> Result<i64> {
    caller.authorize_administrator()?;
    let directory = revision::read(&backend.db).await?.directory;
    let (id, lease) = claim(&backend, origin, Some(caller.person)).await?;
    let by = Entry::by(caller, Action::Imported, "annuaire");
    if origin == ImportOrigin::Page {
        backend.kept_files.keep(id, caller.person, &files, (directory, backend.clock.now()));
    }
    tokio::spawn(async move {
        let run = Run { id, lease: &lease, by };
        match run.finish(&backend, &files, options, &|_| {}).await {
            Ok(report) if report.applied || report.refusals_total > 0 => backend.kept_files.forget(id),
            Ok(_) => {}
            Err(reason) => {
                tracing::error!(%reason, run = id, "an import failed, or its result could not be kept");
            }
        }
        let later = Arc::downgrade(&backend);
        drop((backend, files));
        tokio::time::sleep(KEPT).await;
        if let Some(backend) = later.upgrade() {
            backend.kept_files.forget(id);
        }
    });
    Ok(id)
}

/// A row for the run, and the job. `person` is an administrator; `None` for the program itself.
async fn claim(backend: &Backend, origin: ImportOrigin, person: Option<PersonId>) -> Result<(i64, Lease)> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        if let Some(person) = person {
            // Another administrator may have ended this one's role meanwhile.
            Caller::load(tx, person).await?.authorize_administrator()?;
        }
        let row = import_run::ActiveModel {
            person_id: Set(person),
            started_at: Set(now),
            origin: Set(origin),
            ..Default::default()
        };
        let id = import_run::Entity::insert(row).exec(tx).await?.last_insert_id;
        let new = New { person, ..New::about(Kind::Import, KEY, id, now) };
        let lease = queue::claim(tx, now, &new).await?.ok_or(BUSY)?;
        Ok((id, lease))
    })
}

/// Runs an import for the command line or a timer to its end, and returns its number with its report.
/// No process runs another one meanwhile.
///
/// # Errors
/// [`Error::Conflict`] when another one is running; otherwise as [`import::run`].
pub async fn run_to_end(
    backend: &Backend,
    origin: ImportOrigin,
    by: Entry,
    files: &Files,
    options: Options,
    watch: import::Watch<'_>,
) -> Result<(i64, Report)> {
    let (id, lease) = claim(backend, origin, None).await?;
    let run = Run { id, lease: &lease, by };
    Ok((id, run.finish(backend, files, options, watch).await?))
}

/// An import that this process carries out.
struct Run<'a> {
    id: i64,
    lease: &'a Lease,
    /// An entry of the journal that names who runs it.
    by: Entry,
}

impl Run<'_> {
    /// Carries it out, and keeps how it ended in its row and in the journal.
    async fn finish(
        self,
        backend: &Backend,
        files: &Files,
        options: Options,
        watch: import::Watch<'_>,
    ) -> Result<Report> {
        let Self { id, lease, by } = self;
        // A file that cannot be read is refused by the import itself.
        let digests = files.digests().await.unwrap_or_default();
        let author = By { entry: by.clone(), number: Some(id) };
        let import = carry_out(backend, lease, files, options, &author, watch);
        let outcome = AssertUnwindSafe(import).catch_unwind().await;
        let outcome = outcome.unwrap_or_else(|_| {
            Err(Error::Unexpected("the import panicked; nothing was written".to_owned()))
        });
        let noted = note(backend, by, options, &outcome).await;
        let kept = finish(backend, id, lease, &digests, &outcome).await;
        if let Some(reason) = noted.as_ref().err().or(kept.as_ref().err()) {
            tracing::error!(%reason, run = id, "how an import ended could not be kept");
        }
        let report = outcome?;
        // Nobody may hear of an error that nothing was imported.
        if report.applied {
            return Ok(report);
        }
        noted.and(kept).map(|()| report)
    }
}

async fn carry_out(
    backend: &Backend,
    lease: &Lease,
    files: &Files,
    options: Options,
    by: &By,
    watch: import::Watch<'_>,
) -> Result<Report> {
    backend.failpoint.pass_in_job(Kind::Import.code());
    let (tell, progress) = watch::channel(Progress { phase: Phase::Reading, done: 0, total: 0 });
    let tell = |progress| {
        watch(progress);
        tell.send_replace(progress);
    };
    tokio::select! {
        outcome = import::run_by(&backend.db, files, options, by, backend.clock.now(), &tell) => {
            backend.queue.wake(Kind::Compare);
            outcome
        }
        () = note_progress(backend, lease, progress) => Err(Error::Interrupted),
    }
}

/// Records the progress of the import from time to time. Ends when another process has taken the
/// job because it thought this one was dead.
async fn note_progress(backend: &Backend, lease: &Lease, progress: watch::Receiver<Progress>) {
    loop {
        let Progress { phase, done, total } = *progress.borrow();
        let amount = Amount { phase: phase.code().to_owned(), done, total };
        match queue::note_progress(&backend.db, lease, backend.clock.now(), &amount).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(reason) => {
                tracing::warn!(%reason, "the progress of an import could not be saved; trying again");
            }
        }
        tokio::time::sleep(NOTED_EVERY).await;
    }
}

/// Records an import in the journal, however it ended; `by` is an entry that names who ran it.
async fn note(backend: &Backend, by: Entry, options: Options, outcome: &Result<Report>) -> Result<()> {
    let people = |report: &Report| {
        let counts = report.counts(import::FileKind::People);
        format!("+{} ~{} -{}", counts.added, counts.changed, counts.removed)
    };
    let entry = match outcome {
        Err(_) => by.ended(Outcome::Failed),
        Ok(report) if report.applied || options.dry_run && report.refusals_total == 0 => {
            let entry = by.with("people", people(report));
            match options.confirmed {
                Confirmed::Number(number) if !options.dry_run => entry.with("confirmed", number),
                _ => entry,
            }
        }
        Ok(report) => match &report.needs_confirmation {
            Some(removal) => by.ended(Outcome::Refused).with("to_confirm", removal.lost),
            None => by.ended(Outcome::Refused).with("refused_lines", report.refusals_total),
        },
    };
    let entry = if options.dry_run { entry.with("dry_run", true) } else { entry };
    audit::record(backend, entry).await
}

async fn finish(
    backend: &Backend,
    id: i64,
    lease: &Lease,
    digests: &[FileDigest],
    outcome: &Result<Report>,
) -> Result<()> {
    let now = backend.clock.now();
    let report = outcome.as_ref().ok().map(|report| json(id, report)).transpose()?;
    let movements = outcome.as_ref().ok().map(|report| json(id, &report.movements)).transpose()?;
    let failure = outcome.as_ref().err().map(ToString::to_string);
    let row = import_run::ActiveModel {
        finished_at: Set(Some(now)),
        report: Set(report),
        movements: Set(movements),
        files: Set(Some(json(id, &digests)?)),
        ..Default::default()
    };
    transaction!(&backend.db, |tx| {
        import_run::Entity::update_many()
            .set(row.clone())
            .filter(import_run::Column::Id.eq(id))
            .exec(tx)
            .await?;
        tx.execute_unprepared(FORGET_NAMES).await?;
        match &failure {
            None => queue::finish(tx, lease, now, None).await?,
            Some(reason) => queue::give_up(tx, lease, now, reason).await?,
        };
        Ok(())
    })?;
    backend.refresh().await
}

/// The names of people stay with the last ten reports.
const FORGET_NAMES: &str = "UPDATE import_run SET movements = NULL WHERE movements IS NOT NULL AND id NOT IN \
     (SELECT id FROM (SELECT id FROM import_run WHERE movements IS NOT NULL ORDER BY id DESC LIMIT 10) last)";

fn json(id: i64, kept: &impl Serialize) -> Result<String> {
    to_json(&format!("what import {id} did"), kept)
}

/// The present or final state of a run, in any process.
pub async fn state(backend: &Backend, caller: &Caller, id: i64) -> Result<RunState> {
    caller.authorize_administrator()?;
    // Checked before the row is read: if a run ends in between, it is then found finished.
    let running = running(backend).await?.filter(|running| running.subject == Some(id));
    let row = import_run::Entity::find_by_id(id).one(&backend.db).await?.ok_or(Error::NotFound)?;
    match (running, row.finished_at, row.report) {
        (_, Some(_), Some(report)) => {
            let mut report = stored_report(id, &report)?;
            let movements = row.movements.as_deref().and_then(|json| serde_json::from_str(json).ok());
            report.movements = movements.unwrap_or_default();
            Ok(RunState::Done(Box::new(report)))
        }
        (_, Some(_), None) => Ok(row.note.map_or(RunState::Failed, RunState::Nothing)),
        (Some(running), None, _) => Ok(RunState::Running(progress_of(running))),
        (None, None, _) => Ok(RunState::Interrupted),
    }
}

fn progress_of(running: Followed) -> Progress {
    let amount = running.amount.unwrap_or(Amount { phase: String::new(), done: 0, total: 0 });
    let phase = Phase::from_code(&amount.phase).unwrap_or(Phase::Reading);
    Progress { phase, done: amount.done, total: amount.total }
}

pub(super) fn stored_report(id: i64, json: &str) -> Result<Report> {
    from_json(&format!("report of import {id}"), json)
}

pub async fn overview(backend: &Backend, caller: &Caller) -> Result<Overview> {
    caller.authorize_administrator()?;
    let db = &backend.db;
    let people = person::Entity::find().filter(person::Column::RemovedAt.is_null()).count(db).await?;
    let zone = caller.own_zone();
    let last_import = last_applied(db).await?.map(|at| Stamp::new(at, zone));
    Ok(Overview { people, last_import })
}

async fn last_applied(db: &impl ConnectionTrait) -> Result<Option<Millis>> {
    let rows = import_run::Entity::find()
        // Trials, of which there may be any number, are left out.
        .filter(import_run::Column::Report.contains("\"applied\":true"))
        .filter(import_run::Column::UndoneAt.is_null())
        .order_by_desc(import_run::Column::Id)
        .limit(LOOKED_BACK)
        .all(db)
        .await?;
    // A report in an older version's format that cannot be read must not prevent the page from
    // opening.
    let applied = |row: &import_run::Model| {
        row.report
            .as_deref()
            .is_some_and(|json| stored_report(row.id, json).is_ok_and(|report| report.applied))
    };
    Ok(rows.iter().find(|row| applied(row)).and_then(|row| row.finished_at))
}
