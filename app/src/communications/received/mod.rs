//! *Communications reçues*: what authorities sent to the reader's schools. No script is needed.

mod contact;
mod detail;
mod filter;
mod form;
mod page;
mod state;
mod table;

pub use detail::ReceivedDetailPage;
pub use page::ReceivedListPage;
