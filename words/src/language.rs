use crate::{fr, words::Words};

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
