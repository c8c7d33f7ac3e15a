use crate::vocabulary::vocabulary;

vocabulary! {
    /// Drafts that can be resumed.
    Drafts {
        without_text,
        changed_on,
        resume,
        delete,
        ;
        fn you_have(count: usize) -> String;
        fn the_draft(title: &str, when: &str) -> String;
    }
}
