//! Files that people upload and download: attachments, and the files of the directory.

mod attachments;
mod directory;
mod field;

pub use self::{
    attachments::{download, remove, upload},
    directory::upload_directory,
};
