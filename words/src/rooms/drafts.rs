use crate::vocabulary::vocabulary;

vocabulary! {
    /// Drafts that can be resumed.
    Drafts {
        changed_on,
        resume,
        delete,
        /// Beside the latest one.
        others,
        delete_all,
        /// What deleting all does.
        delete_all_hint,
        delete_all_confirm,
        ;
        fn you_have(count: usize) -> String;
        fn the_draft(title: &str, when: &str) -> String;
    }
}
