//! The directory: who is in which school. It is imported from files that a portal exports.

pub mod demo;
pub mod generate;
pub mod import;
pub mod runs;
mod search_names;
mod spaces;

pub(crate) use search_names::fill_search_names;
pub use search_names::search_names;
pub use spaces::add_standard_spaces;
