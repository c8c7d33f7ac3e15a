//! Attachments: received piece by piece into a form, removed from it, and downloaded by the people
//! who may read them.

mod answer;
mod download;
mod form;
mod remove;
mod upload;

pub(super) use self::{
    answer::NotAttached,
    form::{Received, receive},
    upload::{BUFFERED, back_to, keep_draft, turned_away},
};
pub use self::{download::download, remove::remove, upload::upload};
