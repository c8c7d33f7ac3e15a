/// How long a job waits after an error: longer each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// After the first error, in milliseconds.
    pub first_ms: i64,
    /// Each pause is this many times as long as the one before.
    pub factor: i64,
    /// No pause is longer, in milliseconds.
    pub longest_ms: i64,
}

impl Backoff {
    /// The pause in milliseconds after this many errors in a row (at least one).
    #[must_use]
    pub fn pause_ms(self, failures: i32) -> i64 {
        let times = u32::try_from(failures - 1).unwrap_or_default();
        let grown = self.factor.saturating_pow(times).saturating_mul(self.first_ms);
        grown.min(self.longest_ms)
    }
}

/// What is added to each pause, so that jobs which failed together do not come back together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Jitter {
    /// Up to a quarter of the pause.
    #[default]
    Random,
    /// This many thousandths of a quarter, so that tests know the pause.
    Fixed(u16),
}

impl Jitter {
    /// The pause with its jitter, in milliseconds.
    #[must_use]
    pub fn spread_ms(self, pause_ms: i64) -> i64 {
        let thousandths = match self {
            // Without randomness all jobs come back together: slower, but not wrong.
            Self::Random => getrandom::u32().map_or(0, |number| number % 1_001),
            Self::Fixed(thousandths) => u32::from(thousandths).min(1_000),
        };
        pause_ms.saturating_add((pause_ms / 4).saturating_mul(i64::from(thousandths)) / 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::{Backoff, Jitter};

    #[test]
    fn pauses_grow_up_to_a_limit() {
        let backoff = Backoff { first_ms: 1_000, factor: 4, longest_ms: 60_000 };
        let pauses: Vec<i64> = (1..=5).map(|failures| backoff.pause_ms(failures)).collect();
        assert_eq!(pauses, [1_000, 4_000, 16_000, 60_000, 60_000]);
        assert_eq!(backoff.pause_ms(i32::MAX), 60_000);
    }

    #[test]
    fn jitter_adds_at_most_a_quarter() {
        assert_eq!(Jitter::Fixed(0).spread_ms(8_000), 8_000);
        assert_eq!(Jitter::Fixed(500).spread_ms(8_000), 9_000);
        assert_eq!(Jitter::Fixed(u16::MAX).spread_ms(8_000), 10_000);
        for _ in 0..100 {
            let pause = Jitter::Random.spread_ms(8_000);
            assert!((8_000..=10_000).contains(&pause), "{pause}");
        }
    }
}
