use domain::messages::Notice;

use crate::vocabulary::vocabulary;

/// A notice in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeText {
    pub subject: String,
    /// Paragraphs of plain text.
    pub paragraphs: Vec<String>,
}

vocabulary! {
    /// The messages that the program itself writes into inboxes.
    Notifications {
        /// The sender's name, when there is no other.
        sender,
        ;
        fn text(notice: &Notice) -> NoticeText;
    }
}
