//! *Journal*: the entries that an administrator reads and exports, and the recording of refusals.

mod page;
mod refused;

pub use page::{EXPORTED, export, page};
pub use refused::refused;
