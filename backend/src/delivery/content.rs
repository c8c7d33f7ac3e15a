use domain::{communications::CleanHtml, messages::Notice};

/// What a letter says.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    Written { subject: String, body: CleanHtml },
    Notice(Notice),
}
