use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::rate::Rate;

/// How many blocked addresses are remembered.
const SHUT_AT_MOST: usize = 10_000;

/// Counts wrong requests for each address that sends them; right ones are not limited. An address that
/// sends too many wrong ones is blocked for a moment, and costs nothing meanwhile.
#[derive(Clone, Debug)]
pub struct Wrong {
    rate: Rate,
    /// Until when an address is blocked.
    shut: Arc<Mutex<HashMap<String, Instant>>>,
}

impl Wrong {
    pub fn new(per_second: NonZeroU32) -> Self {
        Self { rate: Rate::new(per_second), shut: Arc::default() }
    }

    /// Counts one for the address that sent it.
    ///
    /// # Errors
    /// The seconds for which the address is shut when there are too many.
    pub fn note(&self, who: &String) -> Result<(), u64> {
        let Err(seconds) = self.rate.check(who) else { return Ok(()) };
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

    /// Whether an address has just sent too many wrong requests.
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
    fn too_many_wrong_requests_block_only_their_own_address() {
        let wrong = Wrong::new(NonZeroU32::MIN);
        let (school, stranger) = ("192.0.2.1".to_owned(), "198.51.100.1".to_owned());
        assert!(wrong.note(&stranger).is_ok() && !wrong.is_shut(&stranger));
        assert!((0..10_000).any(|_| wrong.note(&stranger).is_err()));
        assert!(wrong.is_shut(&stranger));
        assert!(!wrong.is_shut(&school));
    }
}
