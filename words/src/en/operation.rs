//! The command line, and the state of the server for an operator.

use super::numbers::{attachments as attachments_of, number};
use crate::rooms::Operation;

pub(super) const OPERATION: Operation = Operation {
    following_changes: "following changes",
    counting_audiences: "counting audiences",
    publishing: "publishing announcements",
    delivering: "delivering messages",
    notifying: "sending notifications",
    articles: "publishing articles",
    mailing: "sending emails",
    importing: "importing the directory",
    importing_at_night: "the nightly import of the directory",
    sweeping_files: "cleaning up files",
    comparing_targets: "comparing communications with the directory",
    reconciling: "checking the counters",
    pruning_jobs: "cleaning up the task queue",
    purging: "deleting data that have been kept long enough",
    opening_accounts: "opening accounts",
    noting_sightings: "recording which announcements were seen",
    another_import_runs: "another import is running, or has just been interrupted; try again in a minute",
    no_job: "Nothing is waiting, nothing is running, nothing has failed.",
    job: "task",
    jobs_waiting: "waiting",
    jobs_due: "due",
    jobs_running: "running",
    jobs_failed: "failed",
    late: "late",
    number: "number",
    age: "age",
    tries: "attempts",
    subject_and_reason: "subject, reason",
    failed_title: "Failed",
    running_title: "Running",
    retrying_title: "To be tried again",
    waiting_title: "Waiting",
    alive: "alive",
    ready: "ready",
    database_silent: "The database is not answering.",
    database_refuses_writes: "The database can be read but refuses to be written to: the disk is full, or the database is read-only.",
    database_newer: "The database belongs to a newer version of the program: this process must be replaced.",
    files_missing: "The folder of attachments is missing, or is not that of this database.",
    files_refuse_writes: "The folder of attachments refuses to be written to: the disk is full, or the folder is read-only.",
    files_away: "The store of attachments is not answering, or is not that of this database.",
    spool_refuses_writes: "The temporary folder of this machine (TMPDIR) accepts nothing: no file can be attached.",
    scanner_silent: "The virus scanner (clamd) is not answering: no file can be attached.",
    keys_apart: "The keys (secret_keys) are not in it: keep a copy of them elsewhere.",
    not_empty: "the database is not empty: the demonstration is not installed there",
    demonstration_ready: "The demonstration is ready. Accounts: admin, direction, enseignant, parent, eleve …; password: demo-portevoix",
    reading: "Reading",
    comparing: "Comparing",
    writing: "Writing",
    account_ready,
    login_refused,
    second_factor_withdrawn,
    journal_sound,
    journal_pruned,
    note_elsewhere,
    journal_broken,
    journal_shortened,
    serving,
    backup_made,
    restored,
    upgraded_on_the_way,
    nothing_imported,
    lines_refused,
    what_was_done,
    counts,
    too_large_removal,
    stopped,
    job_again,
    job_not_again,
    numbered,
    due_in,
};

fn account_ready(login: &str) -> String {
    format!("The account {login} is ready.")
}

fn login_refused(login: &str) -> String {
    format!("The username “{login}” is already taken, empty or too long; nothing was changed.")
}

fn second_factor_withdrawn(login: &str) -> String {
    format!("Two-step sign-in is turned off for the account “{login}”. The password is enough to sign in.")
}

fn journal_sound(entries: i64) -> String {
    match entries {
        1 => "The activity log is intact: 1 entry.".to_owned(),
        _ => format!("The activity log is intact: {entries} entries."),
    }
}

fn journal_pruned(entries: u64) -> String {
    format!("Entries deleted from the beginning of the activity log: {entries}.")
}

fn note_elsewhere(head: &str) -> String {
    format!("Note this elsewhere, for the next check: --noted {head}")
}

fn journal_broken(number: i64) -> String {
    format!(
        "the activity log was changed: entry {number} does not follow from the one before, or it is missing"
    )
}

fn journal_shortened(expected: &str, last: &str) -> String {
    format!(
        "the activity log was shortened or rewritten: the noted entry {expected} is not in it; the last one is {last}"
    )
}

fn serving(address: &str) -> String {
    format!("Porte-voix is ready: http://{address}")
}

fn nothing_imported(reason: &str) -> String {
    format!("nothing was imported: {reason}")
}

fn lines_refused(count: u64) -> String {
    let lines = if count == 1 { "line" } else { "lines" };
    format!("{} {lines} refused; nothing was imported", number(count))
}

fn what_was_done(dry_run: bool) -> String {
    format!("What {} done:", if dry_run { "would be" } else { "was" })
}

fn counts(file: &str, added: u64, changed: u64, removed: u64, unchanged: u64) -> String {
    format!(
        "  {file:<22} {added:>9} added {changed:>9} changed {removed:>9} removed {unchanged:>9} unchanged"
    )
}

fn too_large_removal(confirmation: u64) -> String {
    format!(
        "This import has to be confirmed; nothing was imported. \
         Run it again with --confirm {confirmation} if this is intended"
    )
}

fn stopped(workers: &[&str]) -> String {
    format!("Not working: {}.", workers.join(", "))
}

fn job_again(id: i64) -> String {
    format!("A server will take up task {id} again at once.")
}

fn job_not_again(id: i64) -> String {
    format!("task {id} cannot be taken up again: it is unknown, finished or running, or it is an import")
}

fn numbered(id: i64) -> String {
    format!("no. {id}")
}

/// The words after the subject of a job.
fn due_in(span: &str) -> String {
    format!(" in {span}")
}

fn backup_made(folder: &str, attachments: u64, bytes: u64) -> String {
    let megabytes = bytes.div_ceil(1_000_000);
    format!("Backup finished in {folder}: the database and {}, {megabytes} MB.", attachments_of(attachments))
}

fn restored(dry_run: bool, made_at: &str, attachments: u64) -> String {
    let what = if dry_run { "can be restored; nothing was changed" } else { "has been restored" };
    format!("The backup of {made_at}, with {}, is intact and {what}.", attachments_of(attachments))
}

fn upgraded_on_the_way(dry_run: bool, changes: u64) -> String {
    let database = if changes == 1 { "change" } else { "changes" };
    let tense = match (dry_run, changes == 1) {
        (true, _) => "will be",
        (false, true) => "was",
        (false, false) => "were",
    };
    format!("It comes from an older version: {changes} {database} of the database {tense} applied.")
}
