//! Files of a delivery: one file, a folder, or a zip; bounded, and never written to a disk.

mod bounded;
mod directory;
mod source;

pub use source::{Entry, Source};

pub(crate) use bounded::{Broken, reason_of};
