//! *Pièces jointes*: chosen or dropped, several at once. Each file is uploaded by itself as soon as
//! it is chosen, under the key of the form.

mod drop_zone;
mod field;
mod picture;
mod request;
mod rows;
mod state;
mod upload;

pub use self::{
    drop_zone::catch_dropped,
    field::FilesField,
    picture::{ADDRESS as PICTURES, removal as picture_removal},
    request::{Body, post},
    state::Files,
};
