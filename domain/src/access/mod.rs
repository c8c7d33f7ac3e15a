//! Who may do what: eight roles, seven rights, one table.

mod matrix;
mod perimeter;
mod role;

pub use matrix::{Cell, MATRIX, Right, Subject, decide};
pub use perimeter::{Perimeter, School};
pub use role::Role;
