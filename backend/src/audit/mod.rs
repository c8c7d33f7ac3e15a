//! The journal of changes to rights, communications and the directory, and of sign-ins.
//! Append-only; each entry holds a hash of itself and of the entry before.

mod append;
mod verify;

pub use append::{Actor, Entry, append, record};
pub use verify::{Head, Verdict, verify};
