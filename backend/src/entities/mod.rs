//! Rows as they are stored: raw columns. What they mean is told by `TryFrom` beside the use case
//! that reads them; a stored value that means nothing is [`crate::Error::Inconsistent`].

pub mod access_grant;
pub mod account;
pub mod authority;
pub mod campus;
pub mod cohort;
pub mod communication;
pub mod draft;
pub mod establishment;
pub mod event;
pub mod family_link;
pub mod import_run;
pub mod job;
pub mod membership;
pub mod person;
pub mod publication;
pub mod revision;
pub mod session;
pub mod sighting;
pub mod sign_in_failure;
pub mod target;
