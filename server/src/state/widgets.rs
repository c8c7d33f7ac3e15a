use std::num::NonZeroU32;

use super::rate::Rate;

/// How often widgets may ask, for each address. A whole school may share one.
#[derive(Clone, Debug)]
pub struct Widgets {
    /// Statements for a token.
    pub exchanges: Rate,
    /// Questions with a token that does not count.
    pub unknown_tokens: Rate,
}

impl Default for Widgets {
    fn default() -> Self {
        let per_second = |number: u32| Rate::new(NonZeroU32::MIN.saturating_add(number - 1));
        Self { exchanges: per_second(200), unknown_tokens: per_second(50) }
    }
}
