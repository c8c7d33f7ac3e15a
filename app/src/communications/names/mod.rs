//! *Destinataires*: the names behind the figures of a message, in one school. Nothing here needs a
//! script.

mod filter;
mod groups;
mod page;
mod table;

pub use filter::read as read_names_filter;
pub use page::RecipientsPage;
