//! Files that people send, and those that they take away again: attachments, and the directory's.

mod attachments;
mod directory;
mod field;

pub use self::{
    attachments::{download, remove, upload},
    directory::upload_directory,
};
