//! Import of the directory from four CSV files (`docs/DIRECTORY.md`).
//!
//! Read, compare, write: the files are parsed and checked without the database, then compared
//! with a snapshot of it, and only the differences are written, in one transaction. Whatever is
//! refused is refused before that transaction begins.

mod files;
mod labels;
mod refusal;
mod report;

use domain::time::Millis;
use sea_orm::DatabaseConnection;

pub use files::{FileKind, Files};
pub use refusal::{Refusal, Refused};
pub use report::{Counts, KEPT_REFUSALS, LargeRemoval, Phase, Progress, Report};

use crate::Result;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Tell what would happen, write nothing.
    pub dry_run: bool,
    /// Go ahead although more than a tenth of the people would be removed.
    pub allow_large_removal: bool,
}

/// What is told the progress, from time to time and from one task.
pub type Watch<'a> = &'a (dyn Fn(Progress) + Sync);

/// Makes the directory what `files` say, or says why not.
///
/// Refused lines are no error: they are in the report, and nothing is written. The error is
/// [`crate::Error::Database`], or [`crate::Error::Conflict`] when other imports keep changing
/// the directory meanwhile.
pub async fn run(
    _db: &DatabaseConnection,
    _files: &Files,
    options: Options,
    _now: Millis,
    _progress: Watch<'_>,
) -> Result<Report> {
    Ok(Report { dry_run: options.dry_run, ..Report::default() })
}
