use crate::vocabulary::vocabulary;

vocabulary! {
    /// The command line, and what tells an operator how the server is.
    Operation {
        alive,
        ready,
        database_silent,
        not_empty,
        demonstration_ready,
        reading,
        comparing,
        writing,
        ;
        fn account_ready(login: &str) -> String;
        fn journal_sound(entries: u64) -> String;
        fn note_elsewhere(head: &str) -> String;
        fn journal_broken(number: i64) -> String;
        fn journal_shortened(expected: &str, last: &str) -> String;
        fn serving(address: &str) -> String;
        fn nothing_imported(reason: &str) -> String;
        fn lines_refused(count: u64) -> String;
        fn what_was_done(dry_run: bool) -> String;
        fn counts(file: &str, added: u64, changed: u64, removed: u64, unchanged: u64) -> String;
        fn too_large_removal(would_remove: u64, out_of: u64) -> String;
    }
}
