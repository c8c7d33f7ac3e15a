use std::sync::Arc;

use words::Language;

use super::announced::Announced;
use crate::Backend;
use domain::home::ReaderClock;

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

/// The card of an announcement, as it was kept or written now. A correction makes another
/// [`Announced`], so a kept card is never an old one.
pub fn card_of(
    backend: &Backend,
    announced: &Announced,
    read: CardFor,
    write: impl FnOnce() -> Card,
) -> Arc<Card> {
    backend.home.card((announced.number, read), write)
}
