//! What the tests of the backend share, and those of the server with them.

#![allow(dead_code, unused_imports, reason = "every test file uses a part of it")]

mod actor;
pub mod databases;
pub mod directory;
mod door;
mod form;
mod letters;
mod people;
pub mod samples;
mod world;

pub use actor::Actor;
pub use databases::{for_each_database, for_each_url, on_sqlite, on_sqlite_url};
pub use door::{Visitor, refused_field, told};
pub use form::{Form, announcement, at, everybody, in_schools, message, note, of_level, of_profile};
pub use letters::{NewLetter, in_folder};

pub use people::{cohort_row, head, parent, pupil, staff, teacher};
pub use world::{NOW, PASSWORD, World};
