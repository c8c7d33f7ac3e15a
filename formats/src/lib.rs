//! Files of schools' directories, read as they come: AAF, SIECLE, STS, ONDE, OneRoster, spreadsheets.
//!
//! Bytes go in, [`Record`]s and [`Problem`]s come out, one by one: no format needs more memory for
//! more people. The crate knows neither database nor words. What a file says is never guessed at:
//! a doubt is a [`Record::Doubt`], a fault a [`Problem`] with file, line, record and element.

// An error ends the reading of a delivery, so its size costs nothing.
#![allow(clippy::result_large_err)]

pub mod aaf;
pub mod archive;
pub mod format;
pub mod generate;
pub mod limits;
pub mod links;
pub mod model;
pub mod onde;
pub mod oneroster;
pub mod problem;
pub mod recognise;
pub mod record;
pub mod sheet;
pub mod siecle;
pub mod tables;
pub mod text;
pub mod xml;

pub use limits::Limits;
pub use problem::{Place, Problem, Problems, Reason, Weight};
pub use record::{Feed, Record};
