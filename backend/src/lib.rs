//! The native half: entities, queries and use cases. One operation for each file; loading a row
//! always includes the check that the caller may see it.

pub mod access;
pub mod accounts;
pub mod agenda;
pub mod audience;
pub mod audit;
pub mod backup;
pub mod communications;
pub mod delivery;
pub mod demonstration;
pub mod directory;
pub mod door;
pub mod entities;
pub mod files;
mod ground;
pub mod home;
pub mod jobs;
pub mod journal;
pub mod legal;
pub mod mail;
pub mod messages;
pub mod notifications;
pub mod portals;
pub mod providers;
pub mod retention;
pub mod spaces;
mod state;
pub mod versions;
mod workers;

pub use ground::{
    Error, Failpoint, Required, Result, SecretKeys, change as revision, clock, database, outbound, queue,
    request, rich_text, shares, sql::Sql,
};
pub(crate) use ground::{notice, pace, search, settings, stored, token};
pub use state::{Backend, Services};
pub use workers::Workers;
