//! How often widgets ask.

/// The pause between two questions of a widget, in seconds, while the server carries it.
pub const PAUSE_SECONDS: u64 = 5;
/// The longest pause: what changes then shows within a minute.
pub const LONGEST_PAUSE_SECONDS: u64 = 60;

/// The pause, in seconds, that lets `asked` questions per second, which came at the pause `now`, stay
/// below `carried` per second.
pub fn pause(asked: f64, now: u64, carried: u32) -> u64 {
    let readers = asked * f64::from(u32::try_from(now).unwrap_or(u32::MAX));
    let needed = (readers / f64::from(carried.max(1))).ceil();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float is clamped by `as`")]
    (needed as u64).clamp(PAUSE_SECONDS, LONGEST_PAUSE_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_seconds_as_long_as_they_carry() {
        assert_eq!(pause(0.0, 5, 2_000), 5);
        assert_eq!(pause(2_000.0, 5, 2_000), 5, "10 000 readers");
        assert_eq!(pause(2_400.0, 5, 2_000), 6);
        assert_eq!(pause(20_000.0, 5, 2_000), 50);
        assert_eq!(pause(1e12, 60, 2_000), 60);
        assert_eq!(pause(f64::NAN, 5, 0), 5);
    }

    /// The widgets that were slowed down ask less, and are not called back too early.
    #[test]
    fn the_pause_settles() {
        let readers = 24_000.0;
        let mut now = 5;
        for _ in 0..4 {
            now = pause(readers / f64::from(u32::try_from(now).unwrap()), now, 2_000);
        }
        assert_eq!(now, 12);
    }
}
