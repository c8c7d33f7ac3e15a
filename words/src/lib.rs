//! Every word that people read: on pages, in refusals, in notifications and e-mails, in files and on
//! the command line.
//!
//! A room is a struct (`rooms/`), and a language fills all of them (`fr/`). Call sites name the room
//! and the word: `words().dates.date(day)`, `words().refusals.not_found`.

mod fr;
mod rooms;
pub mod typescript;
mod visible;
mod vocabulary;
mod words;

pub use rooms::*;
pub use visible::visible;
pub use words::Words;

/// A language that people can read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    French,
}

impl Language {
    pub const ALL: [Self; 1] = [Self::French];

    /// The value of the page's `lang` attribute.
    pub const fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
        }
    }

    #[inline]
    pub const fn words(self) -> &'static Words {
        match self {
            Self::French => &fr::WORDS,
        }
    }
}
