//! Rows as they are stored, with typed columns. An invalid stored value makes loading the row fail
//! with [`crate::Error::Inconsistent`] before it is used.

pub use values::columns::{Day, Json, Zone};

pub mod access_grant;
pub mod access_request;
pub mod access_version;
pub mod account;
pub mod announcement;
pub mod audit_entry;
pub mod authority;
pub mod campus;
pub mod change;
pub mod cohort;
pub mod communication;
pub mod concern;
pub mod delivery;
pub mod delivery_also;
pub mod device;
pub mod draft;
pub mod establishment;
pub mod family_link;
pub mod file;
pub mod folded;
pub mod import_run;
pub mod job;
pub mod known_name;
pub mod mail_preference;
pub mod membership;
pub mod message;
pub mod message_body;
pub mod news;
pub mod password_link;
pub mod person;
pub mod publication;
pub mod recovery_code;
pub mod revision;
pub mod seen;
pub mod session;
pub mod setting;
pub mod sighting;
pub mod sign_in_attempt;
pub mod sign_in_step;
pub mod target;
pub mod unknown_object;
pub mod used_code;
pub mod version;
