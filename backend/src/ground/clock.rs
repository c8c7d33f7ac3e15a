//! The one place that reads the time.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::Instant,
};

use domain::time::{MINUTE_MS, Millis};

/// How much the clocks of two processes may differ.
pub(crate) const CLOCKS_DIFFER_MS: i64 = MINUTE_MS;
/// A leap of the clock that somebody would notice.
const LEAP_MS: i64 = 1_000;

/// Tells the time; tests use a clock that they set.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    pub fn fixed(at: Millis) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.0)))
    }

    #[allow(clippy::disallowed_methods, reason = "this is the door")]
    pub fn now(&self) -> Millis {
        match self {
            Self::System => chrono::Utc::now().into(),
            Self::Fixed(at) => Millis(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock; does nothing to the system clock.
    pub fn set(&self, at: Millis) {
        if let Self::Fixed(cell) = self {
            cell.store(at.0, Ordering::SeqCst);
        }
    }
}

/// Notices that the clock went further than the time that has passed: it was set forward, or the machine
/// slept. What waits until an instant waits too long then.
#[derive(Debug, Default)]
pub(crate) struct Leaps(Mutex<Option<(Instant, Millis)>>);

impl Leaps {
    /// Whether the clock, which says `now` at `at`, has leapt forward since the last look.
    pub fn has_leapt(&self, at: Instant, now: Millis) -> bool {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner).replace((at, now));
        let Some((before, then)) = last else { return false };
        let passed = at.saturating_duration_since(before).as_millis();
        let passed = i64::try_from(passed).unwrap_or(i64::MAX);
        now.0.saturating_sub(then.0) > passed.saturating_add(LEAP_MS)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use domain::time::Millis;

    use super::Leaps;

    #[test]
    fn only_a_clock_that_goes_ahead_of_time_leaps() {
        let (leaps, began) = (Leaps::default(), Instant::now());
        let at = |seconds: u64| began + Duration::from_secs(seconds);
        assert!(!leaps.has_leapt(at(0), Millis(500_000)), "nothing is known yet");
        assert!(!leaps.has_leapt(at(60), Millis(560_900)), "time passes");
        assert!(!leaps.has_leapt(at(61), Millis(200_000)), "it was set back");
        assert!(leaps.has_leapt(at(62), Millis(203_000)), "it was set forward");
        assert!(!leaps.has_leapt(at(63), Millis(204_000)), "once");
    }
}
