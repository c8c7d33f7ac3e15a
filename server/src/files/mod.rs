//! Files that people send, and those that they take away again: attachments, and the directory's.

mod attachments;
mod directory;
mod field;

pub use self::{
    directory::upload_directory,
    files::{download, remove, upload},
};
