//! What each channel shows on the page of a communication: one file a channel, and a line in the list
//! of this page.

mod announcement;
mod message;
mod remind;

use domain::communications::{ContentDetail, Status, view::CommunicationDetail};
use leptos::prelude::*;

pub use self::remind::Reminded;
use super::live::Live;
use crate::AppError;

/// What became of a reminder: to how many people it goes.
pub type ReminderOutcome = RwSignal<Option<Result<u64, AppError>>>;

/// The title of the page.
pub struct Heading {
    pub icon: AnyView,
    /// The value of `data-severity`.
    pub severity: Option<&'static str>,
    pub name: String,
    /// The period, or the moment at which it goes.
    pub when: String,
}

/// What a channel shows in the places that the page has for it.
pub trait ChannelPage {
    fn heading(&self) -> Heading;

    /// *Type de communication*
    fn kind(&self) -> AnyView;

    /// The content, as rows of the description.
    fn facts(&self) -> AnyView;

    /// What somebody who has just deployed is told.
    fn welcome(&self, status: Status) -> String;

    /// What cancelling does, for the question before it.
    fn consequence(&self, detail: &CommunicationDetail) -> String;

    /// What a deployment counts: schools, or people.
    fn counted(&self, count: u64) -> String;

    /// The totals above the schools' table.
    fn totals(&self, live: Live) -> AnyView;

    /// How far it is, above the description.
    fn follow(&self, _live: Live) -> Option<AnyView> {
        None
    }

    /// A line below the title that follows the server.
    fn note(&self, _live: Live) -> Option<AnyView> {
        None
    }

    /// What can be done beside cancelling and duplicating. `asked` where the address opens its question.
    fn action(&self, _live: Live, _outcome: ReminderOutcome, _asked: bool) -> Option<AnyView> {
        None
    }
}

/// The list of the channels.
pub fn page_of(content: &ContentDetail) -> &dyn ChannelPage {
    match content {
        ContentDetail::Announcement(announcement) => announcement,
        ContentDetail::Message(message) => message,
    }
}
