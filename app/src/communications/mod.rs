//! Composing, listing and following communications.

mod api;
mod compose;
mod detail;
mod sent;

pub use compose::ComposePage;
pub use detail::DetailPage;
pub use sent::SentPage;
