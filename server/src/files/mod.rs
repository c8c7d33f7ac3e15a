//! Files that people upload and download: attachments, and the files of the directory.

mod articles;
mod attachments;
mod directory;
mod field;
mod given_back;
mod heads;
mod pictures;
mod pieces;

pub use self::{
    articles::{edit_article, new_article},
    attachments::{download, remove, upload},
    directory::upload_directory,
    pictures::{picture, remove_picture, upload_picture},
};
