use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::rate::Rate;

/// How many addresses are remembered as shut.
const SHUT_AT_MOST: usize = 10_000;

/// How often widgets may ask, for each address. A whole school may share one.
#[derive(Clone, Debug)]
pub struct Widgets {
    /// Statements for a token.
    pub exchanges: Rate,
    /// Questions with a token that does not count.
    unknown_tokens: Rate,
    /// Until when an address that brought too many of them is not answered from the database.
    shut: Arc<Mutex<HashMap<String, Instant>>>,
}

impl Default for Widgets {
    fn default() -> Self {
        let per_second = |number: u32| Rate::new(NonZeroU32::MIN.saturating_add(number - 1));
        Self { exchanges: per_second(200), unknown_tokens: per_second(50), shut: Arc::default() }
    }
}

impl Widgets {
    /// Counts a token that does not count, for the address that brought it.
    ///
    /// # Errors
    /// The seconds for which the address is shut when there are too many.
    pub fn note_unknown(&self, who: &String) -> Result<(), u64> {
        let Err(seconds) = self.unknown_tokens.check(who) else { return Ok(()) };
        let now = Instant::now();
        let mut shut = self.shut();
        if shut.len() >= SHUT_AT_MOST {
            shut.retain(|_, until| *until > now);
        }
        if shut.len() < SHUT_AT_MOST {
            shut.insert(who.clone(), now + Duration::from_secs(seconds));
        }
        Err(seconds)
    }

    /// Whether an address has just brought too many tokens that do not count.
    pub fn is_shut(&self, who: &str) -> bool {
        self.shut().get(who).is_some_and(|until| *until > Instant::now())
    }

    fn shut(&self) -> MutexGuard<'_, HashMap<String, Instant>> {
        self.shut.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_unknown_tokens_shut_their_own_address_alone() {
        let widgets = Widgets::default();
        let (school, stranger) = ("192.0.2.1".to_owned(), "198.51.100.1".to_owned());
        assert!(widgets.note_unknown(&stranger).is_ok() && !widgets.is_shut(&stranger));
        assert!((0..10_000).any(|_| widgets.note_unknown(&stranger).is_err()));
        assert!(widgets.is_shut(&stranger));
        assert!(!widgets.is_shut(&school));
    }
}
