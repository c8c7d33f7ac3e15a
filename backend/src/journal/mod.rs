//! *Journal*: the entries as an administrator reads and exports them, and the refusals of the door.

mod page;
mod refused;

pub use page::{EXPORTED, export, page};
pub use refused::{Refusals, refused};
