//! A directory in memory that records are applied to: what a delivery means, written down once.
//! Small imports and tests use it; what stores millions of people does the same with tables.

mod derive;
mod directory;
mod few;
mod names;

pub use derive::PersonInSchool;
pub use directory::{Directory, Known, Note};
pub use few::Few;
