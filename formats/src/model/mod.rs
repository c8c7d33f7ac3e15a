//! A directory in memory that records are applied to: what a delivery means, written down once.
//!
//! A million people take about a hundred bytes each, their names among them: what many have in common
//! is kept once, and nothing has an allocation of its own.

mod derive;
mod directory;
mod facts;
mod few;
mod known;
mod long;
mod names;
mod roll;
mod texts;

pub use derive::PersonInSchool;
pub use directory::{Directory, Note};
pub use few::Few;
pub use known::Known;
pub use roll::Roll;

#[cfg(test)]
mod tests;
