//! Composing, listing and following communications.

mod api;
mod compose;
mod correct;
mod detail;
mod exchanges;
mod names;
mod news;
mod received;
mod sent;

pub use compose::{ComposePage, TOLD_BEFORE};
pub use correct::CorrectPage;
pub use detail::DetailPage;
pub use names::{RecipientsPage, read_names_filter};
pub use news::NewsReadingPage;
pub use received::{ReceivedDetailPage, ReceivedListPage};
pub use sent::SentPage;
