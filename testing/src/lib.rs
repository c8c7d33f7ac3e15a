//! Databases, schools, people and forms, for the tests of the backend and the server, for
//! benchmarks and torture.

mod actor;
mod confirmed;
mod content;
mod crossing;
pub mod crowd;
pub mod databases;
pub mod directory;
mod door;
mod events;
mod form;
mod letters;
mod people;
mod portals;
mod providers;
mod received;
pub mod samples;
mod templates;
mod world;

pub use actor::Actor;
pub use confirmed::{confirmed, named};
pub use content::says;
pub use crossing::Crossing;
pub use databases::{OnDatabase, on_postgres_url, on_sqlite, on_sqlite_url};
pub use door::{Visitor, has_factor, proof, proved, refused_field, told};
pub use events::{event, weekly};
pub use form::{
    Form, announcement, at, everybody, in_schools, message, news, note, of_class, of_level, of_profile,
};
pub use letters::{NewLetter, in_folder};
pub use people::{cohort_row, head, in_class, parent, pupil, staff, teacher};
pub use portals::{AUDIENCE, PORTAL_ORIGIN, SigningPortal, armoured, signed_with_public_key};
pub use providers::NewProvider;
pub use received::QUESTION;
pub use testing_macros::both_engines;
pub use world::{NOW, PASSWORD, World, deliver_next, publish_next, send_next};
