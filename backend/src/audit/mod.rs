//! *Journal*: what somebody did to rights, communications and imports, and who came through the
//! door. Append-only; each entry holds a hash of itself and of the entry before.

mod append;
mod page;
mod refused;
mod verify;

pub use append::{Entry, append, record};
pub use page::{EXPORTED, export, page};
pub use refused::{Refusals, refused};
pub use verify::{Head, Verdict, verify};
