use crate::vocabulary::vocabulary;

vocabulary! {
    /// The command line, and the state of the server for an operator.
    Operation {
        alive,
        ready,
        database_silent,
        database_refuses_writes,
        database_newer,
        files_missing,
        files_refuse_writes,
        files_away,
        spool_refuses_writes,
        scanner_silent,
        keys_apart,
        not_empty,
        demonstration_ready,
        reading,
        comparing,
        writing,
        following_changes,
        counting_audiences,
        publishing,
        delivering,
        notifying,
        articles,
        mailing,
        importing,
        importing_at_night,
        sweeping_files,
        comparing_targets,
        reconciling,
        pruning_jobs,
        purging,
        opening_accounts,
        noting_sightings,
        another_import_runs,
        no_job,
        job,
        jobs_waiting,
        jobs_due,
        jobs_running,
        jobs_failed,
        late,
        number,
        age,
        tries,
        subject_and_reason,
        failed_title,
        running_title,
        retrying_title,
        waiting_title,
        ;
        fn account_ready(login: &str) -> String;
        fn login_refused(login: &str) -> String;
        fn second_factor_withdrawn(login: &str) -> String;
        fn journal_sound(entries: i64) -> String;
        /// So many entries were deleted.
        fn journal_pruned(entries: u64) -> String;
        fn note_elsewhere(head: &str) -> String;
        fn journal_broken(number: i64) -> String;
        fn journal_shortened(expected: &str, last: &str) -> String;
        fn serving(address: &str) -> String;
        fn backup_made(folder: &str, attachments: u64, bytes: u64) -> String;
        fn restored(dry_run: bool, made_at: &str, attachments: u64) -> String;
        fn upgraded_on_the_way(dry_run: bool, changes: u64) -> String;
        fn nothing_imported(reason: &str) -> String;
        fn lines_refused(count: u64) -> String;
        fn what_was_done(dry_run: bool) -> String;
        fn counts(file: &str, added: u64, changed: u64, removed: u64, unchanged: u64) -> String;
        fn too_large_removal(confirmation: u64) -> String;
        fn stopped(workers: &[&str]) -> String;
        fn job_again(id: i64) -> String;
        fn job_not_again(id: i64) -> String;
        fn numbered(id: i64) -> String;
        /// The words after the subject of a job.
        fn due_in(span: &str) -> String;
    }
}
