//! The formats that are known.

pub use domain::directory::Format;
