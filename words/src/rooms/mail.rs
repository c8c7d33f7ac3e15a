use crate::vocabulary::vocabulary;

vocabulary! {
    /// The text around a copy by e-mail.
    Mail {
        read_at,
        why,
        read,
        no_more,
        unsubscribed,
        ;
        fn from(sender: &str) -> String;
        fn unsubscribe_at(address: &str) -> String;
        /// Says which files are only in the portal; there is at least one.
        fn attachments(count: usize, names: &str) -> String;
    }
}
