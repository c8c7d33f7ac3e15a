use std::path::Path;

use app::words;
use backend::{
    Error,
    audit::Entry,
    directory::{
        import::{FileKind, Files, Options, Report},
        runs,
    },
};
use domain::{Conflict, audit::Action};

use super::{open::open, progress::Bar};
use crate::config::Settings;

pub(super) async fn import(settings: &Settings, dir: &Path, options: Options) -> Result<(), String> {
    let files = Files::from_dir(dir).await.map_err(|reason| format!("{}: {reason}", dir.display()))?;
    let backend = open(settings).await?;
    let bar = Bar::new();
    let by = Entry::by_the_system(Action::Imported, "annuaire");
    let show = |progress| bar.show(progress);
    let report = runs::run_to_end(&backend, by, &files, options, &show).await.map_err(|reason| {
        let reason = match reason {
            Error::Conflict(Conflict::ImportRunning) => words().operation.another_import_runs.to_owned(),
            other => other.to_string(),
        };
        words().operation.nothing_imported(&reason)
    })?;
    bar.finish();
    print_report(&report)
}

/// Prints what was done. The command fails if lines were refused or a confirmation is needed.
fn print_report(report: &Report) -> Result<(), String> {
    for refused in &report.refusals {
        eprintln!("{}", refused.sentence(words()));
    }
    if report.refusals_total > 0 {
        return Err(words().operation.lines_refused(report.refusals_total));
    }
    println!("{}", words().operation.what_was_done(report.dry_run));
    for kind in FileKind::ALL {
        let counts = report.counts(kind);
        let file = kind.to_string();
        let said =
            words().operation.counts(&file, counts.added, counts.changed, counts.removed, counts.unchanged);
        println!("{said}");
    }
    if let Some(large) = &report.needs_confirmation {
        let sentence = words().operation.too_large_removal(large.would_remove, large.out_of);
        return if report.dry_run {
            eprintln!("{sentence}");
            Ok(())
        } else {
            Err(sentence)
        };
    }
    Ok(())
}
