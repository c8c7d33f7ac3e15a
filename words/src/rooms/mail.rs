use crate::vocabulary::vocabulary;

vocabulary! {
    /// What goes with a copy by e-mail.
    Mail {
        read_at,
        why,
        read,
        no_more,
        unsubscribed,
        ;
        fn from(sender: &str) -> String;
        fn unsubscribe_at(address: &str) -> String;
        /// Which files are left in the portal; at least one.
        fn attachments(count: usize, names: &str) -> String;
    }
}
