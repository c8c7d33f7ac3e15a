//! Composing, listing and following communications.

mod api;
mod compose;
mod detail;
mod news;
mod sent;

pub use compose::ComposePage;
pub use detail::DetailPage;
pub use news::NewsReadingPage;
pub use sent::SentPage;
