//! How long an island waits before it asks again. Each pause has a part of chance, so that pages that
//! lost the server together do not come back together. `browser/portal/src/pause.ts` is the rule for
//! the line of the page.

const SPREAD: f64 = 3_000.0;
/// After this many losses in a row the server is away for long, and pages ask less often.
const LONG: u32 = 100;
const LONG_SPREAD: f64 = 30_000.0;

/// The pause after so many losses in a row, in milliseconds; `chance` is between 0 and 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a length")]
pub fn pause(lost: u32, chance: f64) -> u32 {
    let spread = if lost > LONG { LONG_SPREAD } else { SPREAD };
    let least = if lost > 1 { spread / 2.0 } else { 0.0 };
    (least + (spread - least) * chance) as u32
}

#[cfg(test)]
mod tests {
    use super::{LONG, pause};

    #[test]
    fn a_question_is_asked_again_within_three_seconds_unless_the_server_is_away_for_long() {
        assert_eq!([0.0, 0.999].map(|chance| pause(1, chance)), [0, 2_997]);
        assert_eq!([0.0, 0.999].map(|chance| pause(LONG, chance)), [1_500, 2_998]);
        assert_eq!(pause(LONG + 1, 0.0), 15_000);
    }
}
