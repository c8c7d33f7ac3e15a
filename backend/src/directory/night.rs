//! The import of a folder every night. It does nothing when the folder has the files of the last night that
//! succeeded, unless they say something else by now, and changes nothing when too much would be lost: then
//! it says what the administrators are to be told.

use std::{path::PathBuf, sync::Arc};

use domain::{
    Conflict,
    audit::{Action, Outcome},
    directory::{ImportNote, ImportOrigin, Nightly},
    messages::Notice,
    time::Millis,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    import::{self, Confirmed, FileDigest, Files, Options, Report},
    runs::{self, stored_report},
};
use crate::{
    Backend, Error, Result,
    access::Caller,
    audit::{self, Entry},
    entities::import_run,
    transaction,
};

/// Among how many of the latest nights the last one that succeeded is searched for.
const LOOKED_BACK: u64 = 50;
/// Imports of one night that may end with their process: a folder that makes it crash must not be tried
/// for ever.
const MOST_TRIES: u64 = 3;

/// The folder that is imported every night.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Night {
    pub folder: PathBuf,
    pub at: Nightly,
}

/// Imports the folder of the night that began at `due`. Returns what the administrators are to be
/// told, if it did not succeed.
///
/// # Errors
/// [`Conflict::ImportRunning`], and what the database says: then it has to be tried again.
pub async fn import_folder(backend: &Backend, night: &Night, due: Millis) -> Result<Option<Notice>> {
    if unfinished(backend, due).await? >= MOST_TRIES {
        return failed(backend, false).await.map(Some);
    }
    let read = match Files::from_path(&night.folder, None, false).await {
        Ok(files) => files.digests().await.map(|digests| (files, digests)),
        Err(reason) => Err(reason),
    };
    let (files, digests) = match read {
        Ok(read) => read,
        Err(reason) => {
            tracing::error!(%reason, folder = %night.folder.display(), "the folder of the night cannot be read");
            note(backend, ImportNote::Unreadable).await?;
            return failed(backend, true).await.map(Some);
        }
    };
    let before = nights(backend).await?;
    let succeeded = before.iter().find(|night| night.report.applied);
    if let Some(last) = succeeded.filter(|night| night.files == digests)
        && !says_otherwise_by_now(backend, &files, last).await?
    {
        note(backend, ImportNote::Unchanged).await?;
        return Ok(None);
    }
    let by = Entry::by_the_system(Action::Imported, "annuaire");
    let origin = ImportOrigin::Night;
    match runs::run_to_end(backend, origin, by, &files, Options::default(), &|_| {}).await {
        Ok((_, report)) if report.applied => Ok(None),
        Ok((run, report)) => {
            // What was found in this night may not have been told: the process may have ended in between.
            let told = before
                .iter()
                .find(|night| night.started < due)
                .is_some_and(|last| last.files == digests && says_as(&last.report, &report));
            Ok((!told).then(|| held(run, &report)))
        }
        Err(running @ Error::Conflict(Conflict::ImportRunning)) => Err(running),
        Err(reason) => {
            tracing::error!(%reason, "the import of the night failed");
            failed(backend, false).await.map(Some)
        }
    }
}

/// Imports the folder of the night now, for an administrator who has read what a night would change;
/// returns the number of the import, which continues on its own.
///
/// # Errors
/// [`Error::NotFound`] when there is no such folder; otherwise as [`runs::start`].
pub async fn import_now(backend: Arc<Backend>, caller: &Caller, confirmed: Confirmed) -> Result<i64> {
    caller.authorize_administrator()?;
    let night = backend.night.clone().ok_or(Error::NotFound)?;
    let files = Files::from_path(&night.folder, None, false).await.map_err(|reason| {
        tracing::error!(%reason, folder = %night.folder.display(), "the folder of the night cannot be read");
        Error::NotFound
    })?;
    let options = Options { dry_run: false, confirmed };
    runs::start_from(backend, caller, ImportOrigin::Night, files, options).await
}

/// Whether the files of the last night would change something today: pupils and roles have days on which
/// they come and go. What was imported or undone since stays as it is.
async fn says_otherwise_by_now(backend: &Backend, files: &Files, last: &Reported) -> Result<bool> {
    if files.delivery.is_none() || last.is_undone || imported_since(backend, last.id).await? {
        return Ok(false);
    }
    let trial = Options { dry_run: true, ..Options::default() };
    let report = import::run(&backend.db, files, trial, backend.clock.now(), &|_| {}).await?;
    Ok(report.refusals_total == 0 && !report.is_idle())
}

async fn imported_since(backend: &Backend, run: i64) -> Result<bool> {
    let rows = import_run::Entity::find()
        .filter(import_run::Column::Id.gt(run))
        .filter(import_run::Column::Origin.ne(ImportOrigin::Night))
        .filter(import_run::Column::Report.is_not_null())
        .order_by_desc(import_run::Column::Id)
        .limit(LOOKED_BACK)
        .all(&backend.db)
        .await?;
    let applied = |row: &import_run::Model| {
        let report = row.report.as_deref().and_then(|json| stored_report(row.id, json).ok());
        report.is_some_and(|report| report.applied)
    };
    Ok(rows.iter().any(applied))
}

/// What was asked or refused, so that the administrators are told of the same files once.
fn says_as(one: &Report, other: &Report) -> bool {
    let number = |report: &Report| report.needs_confirmation.as_ref().map(|removal| removal.number);
    !one.applied && one.refusals_total == other.refusals_total && number(one) == number(other)
}

fn held(run: i64, report: &Report) -> Notice {
    let confirmation = report.needs_confirmation.as_ref().map(|removal| removal.number);
    let (refused, file) = (report.refusals_total, report.refused_file());
    Notice::ImportHeld { refused, confirmation, run: Some(run), file }
}

/// The notice of a night that failed, with the number of its import.
async fn failed(backend: &Backend, unreadable: bool) -> Result<Notice> {
    let run = import_run::Entity::find()
        .filter(import_run::Column::Origin.eq(ImportOrigin::Night))
        .order_by_desc(import_run::Column::Id)
        .one(&backend.db)
        .await?;
    Ok(Notice::NightFailed { run: run.map(|run| run.id), unreadable })
}

/// How many imports of this night have not ended: their processes did.
async fn unfinished(backend: &Backend, due: Millis) -> Result<u64> {
    let tries = import_run::Entity::find()
        .filter(import_run::Column::Origin.eq(ImportOrigin::Night))
        .filter(import_run::Column::StartedAt.gte(due))
        .filter(import_run::Column::FinishedAt.is_null());
    Ok(tries.count(&backend.db).await?)
}

/// A night that left a report.
struct Reported {
    id: i64,
    started: Millis,
    is_undone: bool,
    files: Vec<FileDigest>,
    report: Report,
}

/// The latest nights that left a report, the newest first. One that was undone counts: its files do
/// not come back by themselves.
async fn nights(backend: &Backend) -> Result<Vec<Reported>> {
    let rows = import_run::Entity::find()
        .filter(import_run::Column::Origin.eq(ImportOrigin::Night))
        .filter(import_run::Column::Report.is_not_null())
        .order_by_desc(import_run::Column::Id)
        .limit(LOOKED_BACK)
        .all(&backend.db)
        .await?;
    // A report of an older version that this one cannot read is ignored.
    let reported = |row: &import_run::Model| {
        let report = stored_report(row.id, row.report.as_deref()?).ok()?;
        let files = serde_json::from_str(row.files.as_deref()?).ok()?;
        let (id, started, is_undone) = (row.id, row.started_at, row.undone_at.is_some());
        Some(Reported { id, started, is_undone, files, report })
    };
    Ok(rows.iter().filter_map(reported).collect())
}

/// A row for a night that imported nothing.
async fn note(backend: &Backend, why: ImportNote) -> Result<()> {
    let now = backend.clock.now();
    transaction!(&backend.db, |tx| {
        let row = import_run::ActiveModel {
            started_at: Set(now),
            finished_at: Set(Some(now)),
            origin: Set(ImportOrigin::Night),
            note: Set(Some(why)),
            ..Default::default()
        };
        import_run::Entity::insert(row).exec(tx).await?;
        if why == ImportNote::Unreadable {
            let entry = Entry::by_the_system(Action::Imported, "annuaire").ended(Outcome::Failed);
            audit::append(tx, now, entry).await?;
        }
        Ok(())
    })
}
