//! *Corriger*: plain pages that need no script.

mod channels;
mod form;
mod page;
mod question;

pub use page::CorrectPage;
