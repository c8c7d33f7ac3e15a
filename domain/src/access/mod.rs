//! Who may do what: eight roles, seven rights, one table.

mod matrix;
mod role;

pub use matrix::{Cell, MATRIX, Right, Subject, decide};
pub use role::Role;
