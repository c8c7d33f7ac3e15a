//! The journal of changes to rights, communications and the directory, and of sign-ins.
//! Append-only; each entry holds a hash of itself and of the entry before.

mod append;
mod cut;
mod fold;
mod head;
mod prune;
mod verify;

pub use append::{Actor, Entry, append, record};
pub use fold::{Folds, record_folded, write_all_folded, write_folded};
pub use head::Head;
pub(crate) use prune::is_in_use;
pub use prune::{days_ago, prune};
pub use verify::{Verdict, verify};
