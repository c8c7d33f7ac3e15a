//! *Destinataires*: the names behind the figures of a message, school by school, where a school shows
//! them.

mod list;
mod page;
mod places;

pub use self::{
    page::{export_names, names},
    places::{may_name, may_name_in},
};
