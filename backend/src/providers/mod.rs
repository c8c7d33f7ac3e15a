//! Administration of the providers of sign-on.

mod change_state;
mod list;
mod save;
mod trial;

pub use change_state::{pause, remove, resume};
pub use list::{detail, page};
pub use save::save;
pub use trial::trial;
