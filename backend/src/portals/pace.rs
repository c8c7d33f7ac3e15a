use std::sync::{Mutex, PoisonError};

use domain::{
    portals::{PAUSE_SECONDS, pause},
    time::Millis,
};

/// The time over which questions are counted.
const COUNTED_MS: i64 = 5_000;

/// How often widgets ask this process, and how often they should.
#[derive(Debug)]
pub(super) struct Pace(Mutex<Counted>);

#[derive(Debug)]
struct Counted {
    since: Millis,
    asked: u32,
    pause: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self(Mutex::new(Counted { since: Millis(0), asked: 0, pause: PAUSE_SECONDS }))
    }
}

impl Pace {
    /// Counts a question, and returns after how many seconds the widget asks again.
    pub fn next(&self, now: Millis, carried: u32) -> u64 {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.asked = counted.asked.saturating_add(1);
        let elapsed = now.0 - counted.since.0;
        if !(0..COUNTED_MS).contains(&elapsed) {
            // Nobody asked for long, or the clock was set.
            let elapsed = if elapsed < 0 { COUNTED_MS } else { elapsed };
            let seconds = f64::from(i32::try_from(elapsed).unwrap_or(i32::MAX)) / 1_000.0;
            let asked = f64::from(counted.asked) / seconds;
            *counted = Counted { since: now, asked: 0, pause: pause(asked, counted.pause, carried) };
        }
        counted.pause
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_follows_what_was_asked() {
        let pace = Pace::default();
        let mut now = 1_790_000_000_000;
        assert_eq!(pace.next(Millis(now), 100), 5);
        // 200 questions per second, where 100 are carried.
        for _ in 0..1_001 {
            pace.next(Millis(now), 100);
            now += 5;
        }
        assert_eq!(pace.next(Millis(now), 100), 11);
        now += 60_000;
        assert_eq!(pace.next(Millis(now), 100), 5, "hardly anybody asks any more");
        assert_eq!(pace.next(Millis(0), 100), 5, "a clock that was set back");
    }
}
