//! *Journal*: the entries that an administrator reads and exports, and the recording of refusals.

mod page;
mod refused;

pub use page::{EXPORTED, export, export_clock, page};
pub use refused::refused;
