use domain::home::ReaderClock;
use words::Language;

/// What is shown of an announcement to everybody who reads it in the same way, as HTML. What is its
/// reader's alone stands between the parts.
#[derive(Debug, Default)]
pub struct Card {
    /// The announcement.
    pub before: String,
    /// The beginning of its form, up to where the form names its person.
    pub form: String,
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
    /// The number of its bytes.
    pub fn bytes(&self) -> usize {
        self.before.len() + self.form.len() + self.after.len()
    }

    /// How much memory it takes.
    pub(super) fn weight(&self) -> u32 {
        u32::try_from(self.bytes() + 152).unwrap_or(u32::MAX)
    }
}
