//! *Messagerie*: the messages that a person has received. Each operation only touches the caller's
//! own deliveries; another person's message looks as if it did not exist.

mod acknowledge;
mod answers;
mod concerned;
mod file;
mod glance;
mod inbox;
mod original;
mod read;
mod reply;
mod row;
mod unread;
mod version;
mod visible;
mod written;

pub use acknowledge::acknowledge;
pub(crate) use concerned::concerned;
pub use file::{archive, delete, is_deleted, restore, unarchive};
pub use glance::Glance;
pub(crate) use glance::{glance_with, glances, glances_with};
pub use inbox::{inbox, latest};
pub use read::open;
pub use reply::reply;
pub use unread::unread;
pub use version::version_of;
pub use written::written;
