//! Who may do what: eight roles, seven rights, one table; and the roles given to people.

mod grant;
mod matrix;
mod perimeter;
mod population;
mod role;
pub mod view;

pub use grant::{AccessChange, Extent, GrantInput, Grantee, MAX_CHANGES, NewGrant, Scope};
pub use matrix::{Cell, MATRIX, Right, Subject, decide};
pub use perimeter::{Perimeter, School};
pub use population::Population;
pub use role::Role;
