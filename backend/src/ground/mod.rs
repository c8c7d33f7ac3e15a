//! The base of every other room: the time, the database, errors, revisions, tokens, settings. It
//! depends on none of them.

pub mod change;
pub mod clock;
pub mod database;
mod error;
mod failpoint;
pub(crate) mod gather;
pub(crate) mod notice;
pub mod outbound;
pub(crate) mod pace;
pub(crate) mod qr;
pub mod queue;
pub(crate) mod references;
pub mod request;
pub(crate) mod required;
pub mod rich_text;
pub(crate) mod school_name;
pub(crate) mod search;
pub(crate) mod second;
pub(crate) mod secrets;
pub(crate) mod settings;
pub mod shares;
pub(crate) mod sql;
pub(crate) mod stored;
pub(crate) mod sweep;
pub(crate) mod together;
pub(crate) mod token;
pub(crate) mod waiting;
pub mod wording;

pub use error::{Error, Result};
pub use failpoint::Failpoint;
pub use required::Required;
pub use secrets::SecretKeys;
