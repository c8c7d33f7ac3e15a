//! Who uses whom, read from the sources: floors (crates), rooms (the top modules of a crate), and
//! files inside rooms. An arrow means "uses". The arrows are compared with
//! `scripts/arrows/order.txt`.
//!
//! A path (`use crate::audience::Index`, `super::stored::zone`, `backend::Error`) is followed
//! through re-exports to the module that defines it, so that a room's `mod.rs` hides nothing. Code
//! in tests makes no arrows. Method calls make none either: the type of their receiver had to be
//! named before.

mod check;
mod graph;
mod order;
mod print;
mod resolve;
mod source;
mod tokens;
mod walk;

pub use check::{Checked, check};
pub use print::print;
