use domain::{communications::CleanHtml, messages::Notice};

/// The content of a letter.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Written { subject: String, body: CleanHtml },
    Notice(Notice),
}
