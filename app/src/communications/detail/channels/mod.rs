//! What each channel shows on the page of a communication: one file per channel, and a line in the
//! list in this file.

mod announcement;
mod files;
mod message;
mod news;
mod remind;
mod shown;

use domain::communications::{ContentDetail, view::CommunicationDetail};
use leptos::prelude::*;

pub use self::remind::Reminded;
use super::live::Live;

/// How many people the last reminder goes to.
pub type ReminderOutcome = RwSignal<Option<u64>>;

/// The title of the page.
pub struct Heading {
    pub icon: AnyView,
    /// The value of `data-severity`.
    pub severity: Option<&'static str>,
    pub name: String,
    /// The period, or the time at which it is sent.
    pub when: String,
}

/// What a channel shows in each part of the page.
pub trait ChannelPage {
    fn heading(&self) -> Heading;

    /// *Type de communication*
    fn kind(&self) -> AnyView;

    /// The content, as rows of the description.
    fn facts(&self) -> AnyView;

    /// What became of it, for the person who has just deployed it.
    fn outcome(&self, detail: &CommunicationDetail) -> String;

    /// The effect of cancelling, for its question.
    fn consequence(&self, detail: &CommunicationDetail) -> String;

    /// A number with its unit: a deployment counts schools or people.
    fn counted(&self, count: u64) -> String;

    /// The totals above the schools' table.
    fn totals(&self, live: Live) -> AnyView;

    /// The progress, above the description.
    fn follow(&self, _live: Live) -> Option<AnyView> {
        None
    }

    /// A line below the title, kept up to date.
    fn note(&self, _live: Live) -> Option<AnyView> {
        None
    }

    /// Other actions than cancelling and duplicating. `asked` is true when the address opens its
    /// question.
    fn action(&self, _live: Live, _outcome: ReminderOutcome, _asked: bool) -> Option<AnyView> {
        None
    }
}

/// The list of the channels.
pub fn page_of(content: &ContentDetail) -> &dyn ChannelPage {
    match content {
        ContentDetail::Announcement(announcement) => announcement,
        ContentDetail::Message(message) => message,
        ContentDetail::News(news) => news,
    }
}
