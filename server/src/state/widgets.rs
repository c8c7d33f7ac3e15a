use std::num::NonZeroU32;

use super::{rate::Rate, wrong::Wrong};

/// How often widgets may ask, for each address. A whole school may share one.
#[derive(Clone, Debug)]
pub struct Widgets {
    /// Statements for a token.
    pub exchanges: Rate,
    /// Requests with a token that is not valid. An address that brought too many of them is not
    /// answered from the database.
    pub unknown_tokens: Wrong,
}

impl Default for Widgets {
    fn default() -> Self {
        let per_second = |number: u32| NonZeroU32::MIN.saturating_add(number - 1);
        Self { exchanges: Rate::new(per_second(200)), unknown_tokens: Wrong::new(per_second(50)) }
    }
}
