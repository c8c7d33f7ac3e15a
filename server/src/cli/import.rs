use std::{io::IsTerminal as _, path::Path};

use backend::{
    Backend, Error, accounts,
    audit::Entry,
    directory::{
        import::{FileKind, Files, Meaningless, Options, Report, Vanished},
        runs,
    },
};
use domain::{Conflict, audit::Action, directory::ImportOrigin, messages::Notice, targets::NameKind};

use super::{open::open, progress::Bar, spoken::words};
use crate::config::Settings;

/// `school` and `in_charge` say what the files of other formats leave open.
pub(super) async fn import(
    settings: &Settings,
    dir: &Path,
    (school, in_charge): (Option<String>, bool),
    options: Options,
) -> Result<(), String> {
    let files = match Files::from_path(dir, school, in_charge).await {
        Ok(files) => files,
        Err(reason) => {
            if nobody_watches(options)
                && let Ok(backend) = open(settings).await
            {
                tell(&backend, &Notice::NightFailed { run: None, unreadable: true }).await;
            }
            return Err(format!("{}: {reason}", dir.display()));
        }
    };
    let backend = open(settings).await?;
    let bar = Bar::new();
    let by = Entry::by_the_system(Action::Imported, "annuaire");
    let show = |progress| bar.show(progress);
    let ended = runs::run_to_end(&backend, ImportOrigin::Command, by, &files, options, &show).await;
    let (run, report) = match ended {
        Ok(both) => both,
        Err(reason) => {
            // Also when another import runs: nobody else imports the files of this night.
            if nobody_watches(options) {
                tell(&backend, &Notice::NightFailed { run: None, unreadable: false }).await;
            }
            let reason = match reason {
                Error::Conflict(Conflict::ImportRunning) => words().operation.another_import_runs.to_owned(),
                other => other.to_string(),
            };
            return Err(words().operation.nothing_imported(&reason));
        }
    };
    bar.finish();
    if !report.applied && !report.dry_run {
        let confirmation = report.needs_confirmation.as_ref().map(|removal| removal.number);
        let (refused, file) = (report.refusals_total, report.refused_file());
        let notice = Notice::ImportHeld { refused, confirmation, run: Some(run), file };
        tell(&backend, &notice).await;
    }
    print_report(&report)
}

/// Whether an import by a timer runs, and no person at a terminal who reads the error.
fn nobody_watches(options: Options) -> bool {
    !options.dry_run && !std::io::stderr().is_terminal()
}

/// That nobody could be told must not change the outcome of the command.
async fn tell(backend: &Backend, notice: &Notice) {
    if let Err(reason) = accounts::tell_administrators(backend, notice).await {
        tracing::error!(%reason, "the administrators could not be told");
    }
}

/// Prints what was done. The command fails if lines were refused or a confirmation is needed.
fn print_report(report: &Report) -> Result<(), String> {
    for refused in &report.refusals {
        eprintln!("{}", refused.sentence(words()));
    }
    for remark in &report.remarks.listed {
        eprintln!("{}", remark.sentence(words()));
    }
    if report.remarks.total > 0 {
        eprintln!("{}", words().directory.remarks_counted(report.remarks.total));
    }
    if report.refusals_total > 0 {
        let total = report.refusals_total;
        let of_lines = report.refusals.iter().all(|one| one.line.is_some());
        return Err(if of_lines {
            words().operation.lines_refused(total)
        } else {
            words().directory.refusals_counted(total)
        });
    }
    println!("{}", words().operation.what_was_done(report.dry_run));
    for kind in FileKind::ALL {
        let counts = report.counts(kind);
        let file = kind.to_string();
        let said =
            words().operation.counts(&file, counts.added, counts.changed, counts.removed, counts.unchanged);
        println!("{said}");
    }
    for one in &report.movements.separated {
        let said = words().directory.records_separated(&one.record, &one.main);
        println!("{}", words().common.labelled(words().directory.records_end, &said));
    }
    print_news(report);
    print_losing(&report.meaningless);
    if let Some(large) = &report.needs_confirmation {
        for loss in &large.losses {
            eprintln!("{}", words().directory.loss(loss));
        }
        if large.mistyped {
            eprintln!("{}", words().directory.removal_mistyped);
        }
        let sentence = words().operation.too_large_removal(large.number);
        return if report.dry_run {
            eprintln!("{sentence}");
            Ok(())
        } else {
            Err(sentence)
        };
    }
    Ok(())
}

/// Prints what is new in the directory, and what has gone.
fn print_news(report: &Report) {
    for school in &report.without_head {
        println!("{}", words().common.labelled(words().directory.without_head, school));
    }
    print_cut(report.without_head.len(), report.without_head_total);
    for gone in &report.vanished {
        let name = words().directory.vanished(gone.of, &gone.name);
        println!("{}", words().common.labelled(words().directory.vanished_names, &name));
    }
    print_cut(report.vanished.len(), report.vanished_total);
    for new in &report.appeared {
        let name = words().directory.appeared(new.of, &new.name, new.people, new.near.as_deref());
        println!("{}", words().common.labelled(words().directory.appeared_names, &name));
    }
    print_cut(report.appeared.len(), report.appeared_total);
    for name in &report.movements.nowhere {
        println!("{}", words().common.labelled(words().directory.people_nowhere, name));
    }
    print_cut(report.movements.nowhere.len(), report.movements.nowhere_total);
}

/// Says that a list has more lines than were printed.
fn print_cut(listed: usize, total: u64) {
    let listed = listed as u64;
    if listed < total {
        println!("{}", words().directory.first_of(listed, total));
    }
}

/// Prints the communications, roles and spaces that would reach nobody whom they name.
fn print_losing(meaningless: &Meaningless) {
    for losing in &meaningless.communications {
        let said = words().directory.losing_communication(&losing.title, &named(&losing.names));
        println!("{}", words().common.labelled(words().directory.losing_communications, &said));
    }
    for losing in &meaningless.grants {
        let names = named(&losing.names);
        let said = words().directory.losing_grant(losing.role, &losing.population, &losing.scope, &names);
        println!("{}", words().common.labelled(words().directory.losing_grants, &said));
    }
    for losing in &meaningless.spaces {
        let space = words().spaces.source(&losing.space);
        let said = words().directory.losing_communication(&space, &named(&losing.names));
        println!("{}", words().common.labelled(words().directory.losing_spaces, &said));
    }
}

fn named(vanished: &[Vanished]) -> Vec<(NameKind, &str)> {
    vanished.iter().map(|gone| (gone.of, gone.name.as_str())).collect()
}
