//! *Journal*: what was done, by whom, and how it ended; for the administrator.

mod api;
mod filter;
mod form;
mod page;
mod table;

pub use filter::read as read_filter;
pub use page::JournalPage;
