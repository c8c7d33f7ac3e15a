//! The directory: who is in which school. It is imported from files that a portal exports.

pub mod demo;
pub(crate) mod forget;
pub mod generate;
pub mod import;
pub mod joins;
mod kept;
pub mod matches;
pub mod night;
pub mod past;
pub mod runs;
mod spaces;
pub(crate) mod tidying;
pub mod undo;

pub(crate) use kept::KeptFiles;
pub use spaces::add_standard_spaces;
