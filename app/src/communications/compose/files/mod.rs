//! *Pièces jointes*: chosen or dropped, several at once. Each file is uploaded by itself as soon as
//! it is chosen, under the key of the form.

mod drop_zone;
mod field;
mod request;
mod rows;
mod state;
mod upload;

pub use self::{field::FilesField, state::Files};
