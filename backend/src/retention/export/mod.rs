//! The data of one person, as a zip file of JSON and files: for the person, or for an administrator.

mod archive;
mod rows;
mod sections;
mod write;

pub(crate) use write::ARCHIVES;
pub use write::{PersonData, export_person};
