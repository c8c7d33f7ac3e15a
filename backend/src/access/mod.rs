//! Who asks, what they hold, and the schools on which they hold it.

mod caller;
pub mod grant;
mod perimeters;
mod reach;

pub use caller::{Caller, Place};
pub use perimeters::perimeters;
pub(crate) use perimeters::school;
pub use reach::Reach;
