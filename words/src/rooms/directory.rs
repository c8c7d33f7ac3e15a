use domain::{
    access::{Population, Role},
    directory::{Loss, Profile, RowRefusal, Sign},
    targets::NameKind,
};

use crate::vocabulary::vocabulary;

vocabulary! {
    /// The directory and its imports.
    Directory {
        about_schools,
        about_people,
        about_memberships,
        about_families,
        import_heading,
        import_hint,
        import_after_trial,
        kept_heading,
        kept_hint,
        kept_import,
        trial_again,
        trial_again_next,
        nothing_changed_kept,
        large_removal_kept,
        try_only,
        import_button,
        optional,
        authority_unknown,
        remarks,
        remarks_hint,
        delivery_heading,
        delivery_hint,
        delivery_files,
        delivery_school,
        delivery_in_charge,
        columns,
        model_file,
        title,
        last_import,
        in_directory,
        running,
        running_hint,
        correct_and_resend,
        trial_refused,
        import_refused,
        trial_result,
        import_suspended,
        up_to_date,
        import_done,
        files_correct,
        nothing_changed,
        large_removal,
        large_removal_hint,
        removal_incomplete,
        removal_changed,
        removal_mistyped,
        without_head,
        vanished_names,
        vanished_hint,
        appeared_names,
        appeared_hint,
        people_nowhere,
        people_come,
        people_go,
        people_renamed,
        people_moved,
        people_moved_hint,
        records_end,
        records_end_hint,
        losing_communications,
        losing_communications_hint,
        losing_grants,
        losing_spaces,
        losing_grants_hint,
        interrupted,
        failed,
        never_halfway,
        import_interrupted,
        past_runs,
        imports_title,
        imports_hint,
        no_imports,
        by_night,
        folder_heading,
        folder_hint,
        nights,
        night_unchanged,
        night_unreadable,
        files_read,
        sha256,
        matches_title,
        matches_hint,
        matches_none,
        matches_child,
        matches_nobody,
        matches_later,
        matches_save,
        matches_kept,
        matches_next,
        undo_import,
        undo_confirm,
        undone,
        undone_now,
        undone_next,
        tried,
        command_line,
        by_file,
        file,
        added,
        changed,
        removed,
        unchanged,
        refused_lines,
        line,
        column,
        reason,
        people_title,
        people_link,
        people_hint,
        people_name,
        people_school,
        people_since,
        people_since_unknown,
        people_more_places,
        people_never,
        people_none,
        /// The words for a school are those of too many.
        people_too_many,
        records_title,
        records_link,
        records_hint,
        records_done,
        records_done_hint,
        records_none,
        records_more,
        records_from_start,
        records_stays,
        records_closed,
        records_identifier,
        records_email,
        records_login,
        records_no_account,
        records_signed_in,
        records_places,
        records_no_place,
        records_family,
        records_same,
        records_same_question,
        records_apart,
        records_cannot,
        records_ask,
        records_ask_hint,
        records_first,
        records_second,
        records_compare,
        /// Of an identifier that nobody has, and of one that was typed twice.
        records_unknown,
        records_twice,
        /// What unfolds two records, and one.
        records_details,
        record_details,
        records_joined,
        records_nobody_joined,
        records_separate,
        records_separate_question,
        ;
        /// Why two records may be one person.
        fn records_sign(sign: Sign) -> String;
        /// `Enseignant, Mathématiques – Lycée Pierre et Marie Curie`
        fn records_place(profile: Profile, detail: &str, school: &str) -> String;
        /// `Réunie à Camille Roy (13-1)`
        fn records_joined_to(main: &str) -> String;
        /// A record, and the main one of its join, which leaves the directory.
        fn records_separated(record: &str, main: &str) -> String;
        /// The label of the field in which the number is typed again.
        fn confirm_removal(number: u64) -> String;
        /// `Étape 1 sur 3 : lecture des fichiers`; the argument counts from 0.
        fn step(step: usize) -> String;
        /// A link: how many children wait for a decision; at least one.
        fn matches_open(count: u64) -> String;
        fn first_of(listed: u64, total: u64) -> String;
        fn lines_refused(count: u64) -> String;
        /// The same where not only lines are refused: a file that is empty, or missing.
        fn refusals_counted(count: u64) -> String;
        fn remarks_counted(count: u64) -> String;
        fn people_changed(added: u64, changed: u64, removed: u64) -> String;
        fn loss(loss: &Loss) -> String;
        /// A heading, and how many it is about.
        fn headed(heading: &str, count: u64) -> String;
        fn renamed(from: &str, to: &str) -> String;
        /// Somebody who stays, and what they are no longer and become.
        fn moved(name: &str, from: &[String], to: &[String]) -> String;
        /// A communication, and the names in its targets that go.
        fn losing_communication(title: &str, names: &[(NameKind, &str)]) -> String;
        /// A role of a population, and the names in it that go.
        fn losing_grant(role: Role, of: &Population, scope: &str, names: &[(NameKind, &str)]) -> String;
        /// What undoing an import will change: what it added and removed of the four kinds of rows, and
        /// the schools and people that it changed.
        fn undo_question(added: [u64; 4], changed: [u64; 2], removed: [u64; 4]) -> String;
        fn vanished(of: NameKind, name: &str) -> String;
        /// A name that nobody had, how many people have it, and what it resembles.
        fn appeared(of: NameKind, name: &str, people: u64, near: Option<&str>) -> String;
        /// Somebody who comes, as what and where.
        fn arrival(name: &str, places: &[(Profile, &str)]) -> String;
        /// Why the import refuses a line or a file.
        fn refusal(refusal: &RowRefusal) -> String;
        /// `usagers.csv, ligne 12, colonne courriel : …`
        fn refused(file: &str, line: Option<u64>, column: Option<&str>, why: &RowRefusal) -> String;
    }
}
