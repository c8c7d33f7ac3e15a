//! Pictures: uploaded in a form, encoded anew in a few sizes, and shown on pages. Each size is a file
//! that belongs to the picture; the picture has the owner that files have.

mod encode;
mod receive;
mod remove;
mod row;
mod show;
mod sweep;

pub(crate) use self::row::{adopt_picture, copied_picture, pictures_of};
pub use self::{receive::receive_picture, remove::remove_picture, row::picture_of_form, show::open_picture};
pub(super) use self::{row::copy_pictures, sweep::sweep};
