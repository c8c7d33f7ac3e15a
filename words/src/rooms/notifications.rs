use domain::messages::Notice;

use crate::vocabulary::vocabulary;

/// A notice in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeText {
    pub subject: String,
    /// Plain text, a paragraph each.
    pub paragraphs: Vec<String>,
}

vocabulary! {
    /// What the program writes into inboxes by itself.
    Notifications {
        /// Who speaks when nobody does.
        sender,
        ;
        fn text(notice: &Notice) -> NoticeText;
    }
}
