//! *Pièces jointes*: chosen or dropped, several at once. Each goes to the server on its own as soon
//! as it is there, under the key of the form.

mod drop_zone;
mod field;
mod request;
mod rows;
mod state;
mod upload;

pub use self::{field::FilesField, state::Files};
