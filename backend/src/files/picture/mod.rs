//! Pictures: uploaded in a form, encoded anew in a few sizes, and shown on pages. Each size is a file
//! that belongs to the picture; the picture has the owner that files have.

mod colours;
mod encode;
mod headers;
mod memory;
mod receive;
mod release;
mod remove;
mod row;
mod show;
mod sweep;

pub use self::{receive::receive_picture, remove::remove_picture, row::picture_of_form, show::open_picture};
pub(crate) use self::{
    release::{give_picture, release_picture},
    row::{adopt_picture, copied_picture, picture_in_form, pictures_of},
    show::open_copied_picture,
};
pub(super) use self::{row::copy_pictures, sweep::sweep};
