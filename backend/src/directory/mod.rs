//! The directory: who is in which school. Its truth are files that a portal exports.

pub mod demo;
pub mod generate;
pub mod import;
pub mod runs;
