//! *Journal*: what was done, by whom, and with what result; for the administrator.

mod api;
mod filter;
mod form;
mod page;
mod table;

pub use filter::read as read_filter;
pub use page::JournalPage;
