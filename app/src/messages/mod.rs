//! *Messagerie*

mod acknowledge;
mod answers;
mod api;
mod attachments;
mod deleted;
mod filter;
mod folders;
mod latest;
mod list;
mod live;
mod open;
mod page;
mod pages;
mod reply;
mod unread;
mod unsent;
mod written;

pub use api::LatestRows;
#[cfg(feature = "ssr")]
pub use api::latest_rows;
pub use attachments::Attachments;
pub use latest::LatestMessages;
pub use open::MessagePage;
pub use page::InboxListPage;
pub use unread::{Unread, UnreadToo};
pub use written::WrittenListPage;
