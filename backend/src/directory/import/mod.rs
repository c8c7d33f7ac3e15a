//! Import of the directory (`docs/DIRECTORY.md` says from which files).
//!
//! Read, compare, write: the files are read and checked, then compared with a snapshot of the
//! database. Only the differences are written: prepared where nobody reads them, and shown by one
//! transaction (`docs/architecture/directory.md`). Every refusal happens before the first difference
//! is written.

mod administrators;
mod by;
mod compare;
mod delivery;
mod digest;
mod files;
mod meaning;
mod prefixes;
mod profile_names;
mod progress;
mod read;
mod refusal;
mod report;
mod write;

use domain::{Conflict, time::Millis};
use formats::{Place, Problem};
use sea_orm::{DatabaseConnection, EntityTrait, QuerySelect};

pub use by::By;
pub use digest::FileDigest;
pub use files::{Delivery, FileKind, Files, Origin};
pub use progress::Watch;
pub use refusal::{FileName, KEPT_REFUSALS, RefusedRow, Remarks, RowRefusal};
pub use report::{
    Appeared, Counts, Dated, LargeRemoval, LosingCommunication, LosingGrant, LosingSpace, Meaningless, Moved,
    Movements, Phase, Progress, Renamed, Report, Separated, Standing, Vanished,
};

use super::{joins, matches};
use crate::{Error, Result, database, entities::establishment};
use progress::off_thread;
use read::{Refusals, Wanted};
pub(crate) use write::forget_people;
pub(super) use write::{Undoing, go_on_tidying};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Only report what would happen; write nothing.
    pub dry_run: bool,
    pub confirmed: Confirmed,
}

/// Whether an import may take away more than a tenth of something, or bring schools that are all new beside
/// those of other deliveries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confirmed {
    /// It asks.
    #[default]
    No,
    /// Somebody typed this number; it must be that of the difference found now.
    Number(u64),
    /// For programs that made the files themselves.
    Anything,
}

impl Confirmed {
    const fn covers(self, number: u64) -> bool {
        match self {
            Self::No => false,
            Self::Number(typed) => typed == number,
            Self::Anything => true,
        }
    }

    /// What is still asked; it says so when somebody typed another number.
    fn asks(self, removal: LargeRemoval) -> Option<LargeRemoval> {
        let mistyped = matches!(self, Self::Number(_));
        (!self.covers(removal.number)).then_some(LargeRemoval { mistyped, ..removal })
    }
}

/// How often an import starts over when another one has changed the directory meanwhile.
const ATTEMPTS: u32 = 3;

/// Makes the directory equal to `files`, or reports why it did not.
///
/// Refused lines are not an error: they are in the report, and nothing is written. The error is
/// [`crate::Error::Database`], or [`crate::Error::Conflict`] when other imports keep changing the
/// directory meanwhile.
pub async fn run(
    db: &DatabaseConnection,
    files: &Files,
    options: Options,
    now: Millis,
    progress: Watch<'_>,
) -> Result<Report> {
    run_by(db, files, options, &By::the_system(), now, progress).await
}

/// As [`run`], for somebody whom the journal names.
///
/// # Errors
/// As [`run`].
pub async fn run_by(
    db: &DatabaseConnection,
    files: &Files,
    options: Options,
    by: &By,
    now: Millis,
    progress: Watch<'_>,
) -> Result<Report> {
    let (mut wanted, refusals) = read_all(db, files, now, progress).await?;
    let remarks = std::mem::take(&mut wanted.remarks);
    if !refusals.is_empty() {
        let (refusals, refusals_total) = refusals.into_list();
        let dry_run = options.dry_run;
        return Ok(Report { dry_run, refusals, refusals_total, remarks, ..Report::default() });
    }
    let delivered = std::mem::take(&mut wanted.delivered);
    for _ in 0..ATTEMPTS {
        let snapshot = database::begin_snapshot(db).await?;
        let mut plan;
        (wanted, plan) = compare::compare(&snapshot, wanted, progress).await?;
        let administrators = administrators::left_without(&snapshot, &plan).await?;
        let meaningless = meaning::find(&snapshot, &plan.lost_names, now).await?;
        let separated = joins::ended_by_leaving(&snapshot, &plan.people.removed).await?;
        plan.ends(&separated, by);
        snapshot.rollback().await?;
        if let Some(names) = administrators {
            let (file, refusal) = (FileKind::People, RowRefusal::NoAdministratorLeft(names));
            let refusals = vec![RefusedRow { file: file.into(), line: None, column: None, refusal }];
            let dry_run = options.dry_run;
            return Ok(Report { dry_run, refusals, refusals_total: 1, remarks, ..Report::default() });
        }
        let mut remarks = remarks.clone();
        if let (Some(reason), Some(delivery)) = (plan.others.take(), &files.delivery) {
            remarks.add(delivery::refused(&Problem::warns(Place::default(), reason), delivery));
        }
        let mut report = Report {
            dry_run: options.dry_run,
            remarks,
            delivered: delivered.clone(),
            meaningless,
            ..plan.report()
        };
        let removal = plan.losses.removal();
        report.needs_confirmation = removal.and_then(|removal| options.confirmed.asks(removal));
        if options.dry_run || report.needs_confirmation.is_some() {
            return Ok(report);
        }
        if report.is_idle() {
            report.applied = true;
            return Ok(report);
        }
        let change = plan.change();
        if write::write(db, &wanted, plan, now, progress).await? {
            report.applied = true;
            report.change = change;
            return Ok(report);
        }
    }
    Err(Error::Conflict(Conflict::DirectoryKeepsChanging))
}

/// Reads the four tables, or the delivery, outside the async threads.
async fn read_all(
    db: &DatabaseConnection,
    files: &Files,
    now: Millis,
    progress: Watch<'_>,
) -> Result<(Wanted, Refusals)> {
    let stored_uais: Vec<String> = establishment::Entity::find()
        .select_only()
        .column(establishment::Column::Uai)
        .into_tuple()
        .all(db)
        .await?;
    if let Some(delivery) = files.delivery.clone() {
        let known = delivery::Known::load(db, stored_uais, delivery.school.as_deref(), now).await?;
        let read = delivery.clone();
        let read = off_thread(progress, move |tell| delivery::read(&read, known, tell)).await;
        let (mut wanted, mut refusals) = read?;
        if refusals.is_empty()
            && let Some(refused) = delivery::neighbours(db, &delivery, &mut wanted).await?
        {
            refusals.push(refused);
        }
        if let (Some((uai, asked)), true) = (wanted.matches.take(), refusals.is_empty()) {
            matches::keep(db, &uai, &asked, now).await?;
        }
        return Ok((wanted, refusals));
    }
    let files = files.clone();
    off_thread(progress, move |tell| read::read_with_sheets(&files, stored_uais, tell)).await
}
