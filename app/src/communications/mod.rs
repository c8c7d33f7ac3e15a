//! Composing, listing and following communications.

mod api;
mod compose;
mod correct;
mod detail;
mod news;
mod sent;

pub use compose::ComposePage;
pub use correct::CorrectPage;
pub use detail::DetailPage;
pub use news::NewsReadingPage;
pub use sent::SentPage;
