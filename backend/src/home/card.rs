use domain::home::ReaderClock;
use words::Language;

/// What is shown of an announcement to everybody who reads it in the same way, as HTML: all that stands
/// before and after what is its reader's alone.
#[derive(Debug, Default)]
pub struct Card {
    pub before: String,
    pub after: String,
}

/// What a card depends on, besides the announcement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CardFor {
    pub language: Language,
    pub clock: ReaderClock,
    /// The second version stands first.
    pub second_first: bool,
    /// The reader has put it away.
    pub folded: bool,
}

impl Card {
    /// How much memory it takes.
    pub(super) fn weight(&self) -> u32 {
        u32::try_from(self.before.len() + self.after.len() + 128).unwrap_or(u32::MAX)
    }
}
