//! What each channel lets people correct: one file per channel, and a line in the list in this file.

mod announcement;
mod message;
mod news;

use domain::communications::{CommunicationInput, ContentDetail, view::ArticleLinks};
use leptos::prelude::*;

/// Why a field is refused.
pub type ProblemOf<'a> = dyn Fn(&str) -> Signal<Option<String>> + 'a;

pub trait Worded {
    /// The fields, with what they hold and why they are refused. `languages` stands below the text.
    fn fields(
        &self,
        typed: &CommunicationInput,
        articles: &ArticleLinks,
        problem: &ProblemOf<'_>,
        languages: AnyView,
    ) -> AnyView;

    /// The same values with the names of their fields.
    fn values(&self, typed: &CommunicationInput) -> Vec<(&'static str, String)>;
}

/// The list of the channels.
pub fn worded(content: &ContentDetail) -> &dyn Worded {
    match content {
        ContentDetail::Announcement(announcement) => announcement,
        ContentDetail::Message(message) => message,
        ContentDetail::News(news) => news,
    }
}
