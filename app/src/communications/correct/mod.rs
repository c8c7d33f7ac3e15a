//! *Corriger*: plain pages that need no script.

mod beside;
mod channels;
mod form;
mod page;
mod question;
mod second;

pub use page::CorrectPage;
