//! Every word that people read: on pages, in refusals, in notifications and e-mails, in files and on
//! the command line.
//!
//! A room is a struct (`rooms/`), and a language fills all of them (`fr/`). Call sites name the room
//! and the word: `words().dates.date(day)`, `words().refusals.not_found`.

mod en;
mod fr;
mod language;
mod rooms;
mod stored;
pub mod typescript;
mod visible;
mod vocabulary;
mod words;

pub use language::Language;
pub use rooms::*;
pub use visible::visible;
pub use words::Words;
