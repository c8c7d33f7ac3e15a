//! *Messagerie*

mod acknowledge;
mod answers;
mod api;
mod attachments;
mod deleted;
mod filter;
mod folders;
#[cfg(feature = "ssr")]
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

#[cfg(feature = "ssr")]
pub use api::latest_rows;
pub use api::{LatestRows, latest as load_latest};
pub use attachments::Attachments;
#[cfg(feature = "ssr")]
pub use latest::LatestMessages;
pub use open::MessagePage;
pub use page::InboxListPage;
pub use unread::Unread;
pub use written::WrittenListPage;
