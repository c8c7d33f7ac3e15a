use crate::vocabulary::vocabulary;

vocabulary! {
    /// Files on their way to the server.
    Upload {
        import_running,
        import_malformed,
        import_too_large,
        import_too_slow,
        import_not_kept,
        back_to_directory,
        import_refused,
        malformed,
        too_large,
        too_slow,
        typing_kept,
        back_to_form,
        refused,
        ;
        fn not_joined(problems: &[String]) -> String;
    }
}
