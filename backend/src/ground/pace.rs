//! How often each person may do something that others wait for.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use domain::{PersonId, time::Millis};

use crate::{Error, Result};

/// How many people are remembered.
const PEOPLE: usize = 10_000;

/// At most `most` times within `window_ms`, for each person, in this process.
#[derive(Debug)]
pub struct Pace {
    most: u32,
    window_ms: i64,
    /// When each window began, and how often it was done since.
    since: Mutex<HashMap<PersonId, (Millis, u32)>>,
}

impl Pace {
    pub fn new(most: u32, window_ms: i64) -> Self {
        Self { most, window_ms, since: Mutex::default() }
    }

    /// Counts one time more.
    ///
    /// # Errors
    /// [`Error::TooManyAttempts`] with the seconds after which the person may do it again.
    pub fn check(&self, person: PersonId, now: Millis) -> Result<()> {
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back begins a new window.
        let runs = |begin: Millis| (begin..begin.plus(self.window_ms)).contains(&now);
        if since.len() >= PEOPLE {
            since.retain(|_, (begin, _)| runs(*begin));
        }
        if since.len() >= PEOPLE {
            since.clear();
        }
        let (begin, times) = since.entry(person).or_insert((now, 0));
        if !runs(*begin) {
            (*begin, *times) = (now, 0);
        }
        if *times >= self.most {
            let wait = begin.0 + self.window_ms - now.0;
            return Err(Error::TooManyAttempts {
                wait_seconds: u64::try_from(wait).unwrap_or_default().div_ceil(1_000),
            });
        }
        *times += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use domain::{PersonId, time::Millis};

    use super::Pace;
    use crate::Error;

    #[test]
    fn each_person_has_a_window() {
        let pace = Pace::new(2, 10_000);
        let (one, other) = (PersonId(1), PersonId(2));
        for at in [0, 4_000] {
            assert!(pace.check(one, Millis(at)).is_ok());
        }
        let refused = pace.check(one, Millis(4_500));
        assert!(matches!(refused, Err(Error::TooManyAttempts { wait_seconds: 6 })), "{refused:?}");
        assert!(pace.check(other, Millis(4_500)).is_ok(), "another person waits for nobody");
        assert!(pace.check(one, Millis(10_000)).is_ok(), "another window");
    }
}
