//! The native half: entities, queries and use cases. One operation, one file; loading a row and
//! being allowed to see it are one act.

pub mod access;
pub mod accounts;
pub mod attachments;
pub mod audience;
pub mod audit;
pub mod clock;
pub mod communications;
pub mod database;
pub mod delivery;
pub mod directory;
pub mod entities;
mod error;
pub mod home;
pub mod mail;
pub mod messages;
pub mod notifications;
pub mod revision;
pub mod rich_text;
mod search;
mod state;
mod workers;

pub use error::{Error, Result};
pub use state::{Backend, Services};
pub use workers::Workers;
