//! Attachments: received piece by piece into a form, taken out of it, downloaded by whoever may read
//! them.

mod answer;
mod download;
mod form;
mod remove;
mod upload;

pub use self::{download::download, remove::remove, upload::upload};
