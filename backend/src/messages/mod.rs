//! *Messagerie*: what somebody has received. Each operation touches the caller's own deliveries
//! alone; whoever asks for another's message learns that there is none.

mod acknowledge;
mod file;
mod inbox;
mod original;
mod read;
mod reply;
mod row;
mod unread;
mod version;
mod visible;

pub use acknowledge::acknowledge;
pub use file::{archive, delete, unarchive};
pub use inbox::{inbox, latest};
pub use read::{open, peek};
pub use reply::reply;
pub use unread::unread;
pub use version::version_of;
