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

pub use rooms::*;
pub use visible::visible;

/// All words of one language.
#[derive(Debug)]
pub struct Words {
    /// As it stands in `lang` of a page.
    pub access: &'static Access,
    pub accounts: &'static Accounts,
    pub audit: &'static Audit,
    pub code: &'static str,
    pub common: &'static Common,
    pub communications: &'static Communications,
    pub compose: &'static Compose,
    pub dates: &'static Dates,
    pub detail: &'static Detail,
    pub directory: &'static Directory,
    pub door: &'static Door,
    pub drafts: &'static Drafts,
    pub editor: &'static Editor,
    pub fields: &'static Fields,
    pub files: &'static Files,
    pub home: &'static Home,
    pub mail: &'static Mail,
    pub messages: &'static Messages,
    pub notifications: &'static Notifications,
    pub numbers: &'static Numbers,
    pub operation: &'static Operation,
    pub refusals: &'static Refusals,
    pub sent: &'static Sent,
    pub shell: &'static Shell,
    pub targets: &'static Targets,
    pub upload: &'static Upload,
}

/// A language that people can read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    French,
}

impl Language {
    pub const ALL: [Self; 1] = [Self::French];

    /// As it stands in `lang` of a page.
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
