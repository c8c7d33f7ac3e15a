//! How long a page waits before it tries again, and what it tries. Each pause has a part of chance,
//! so that pages that lost the server together do not come back together.

/// The spread as long as the server has said nothing, in milliseconds.
const SPREAD: u32 = 3_000;
/// After this many losses in a row the server is away for long, and pages ask less often.
const LONG: u32 = 100;
const LONG_SPREAD: u32 = 30_000;
/// The first pause after a refusal; each later one is twice as long, up to eight minutes.
const REFUSED: u32 = 30_000;
const DOUBLINGS: u32 = 4;

/// What comes after an answer to the question what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Open a stream now.
    Open,
    /// Ask again after so many milliseconds.
    Ask(u32),
}

/// The tries since the line last worked.
#[derive(Clone, Debug)]
pub struct Tries {
    spread: u32,
    lost: u32,
    refused: u32,
    /// How many streams in a row did not get through although the server answers.
    unfit: u32,
    /// Questions answered since the last try of a stream.
    answered: u32,
}

impl Default for Tries {
    fn default() -> Self {
        Self { spread: SPREAD, lost: 0, refused: 0, unfit: 0, answered: 0 }
    }
}

impl Tries {
    /// The stream gets through. The server tells over how long its pages are to spread their return.
    pub fn greeted(&mut self, spread: Option<u32>) {
        *self = Self { spread: spread.unwrap_or(self.spread).clamp(SPREAD, LONG_SPREAD), ..Self::default() };
    }

    /// The page is shown again, or the network is back: it does not wait for the end of a pause.
    pub fn back(&mut self) {
        (self.lost, self.refused) = (0, 0);
    }

    /// The server is away. The pause before the next try, in milliseconds; `chance` is between 0 and 1.
    pub fn lost(&mut self, chance: f64) -> u32 {
        let first = self.lost == 0;
        self.lost = self.lost.saturating_add(1);
        let spread = if self.lost > LONG { LONG_SPREAD } else { self.spread };
        if first { part(spread, chance) } else { spread / 2 + part(spread / 2, chance) }
    }

    /// A stream was closed at its start: refused, or answered by a proxy. Whether it is the first one.
    pub fn closed(&mut self) -> bool {
        self.unfit = self.unfit.saturating_add(1);
        self.answered = 0;
        self.unfit == 1
    }

    /// A stream said nothing: something on its way collects it.
    pub fn silent(&mut self) {
        self.unfit = self.unfit.saturating_add(1).max(2);
        self.answered = 0;
    }

    /// The server has answered the question what is new. Where streams do not get through, the page
    /// goes on asking, and tries a stream less and less often.
    pub fn answered(&mut self, spread: Option<u32>, chance: f64) -> Next {
        self.spread = spread.unwrap_or(self.spread).clamp(SPREAD, LONG_SPREAD);
        (self.lost, self.refused) = (0, 0);
        let questions = match self.unfit {
            0 | 1 => 0,
            times => 10 << (times - 2).min(DOUBLINGS),
        };
        if self.answered >= questions {
            return Next::Open;
        }
        self.answered += 1;
        Next::Ask(self.spread / 2 + part(self.spread / 2, chance))
    }

    /// The server refuses this page: nothing changes that soon.
    pub fn refused(&mut self, chance: f64) -> u32 {
        let pause = REFUSED << self.refused;
        self.refused = (self.refused + 1).min(DOUBLINGS);
        pause + part(pause, chance)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part of a length")]
fn part(whole: u32, chance: f64) -> u32 {
    (f64::from(whole) * chance) as u32
}

/// A random time up to a limit: thousands of pages are told at once. Call it in the browser only.
pub fn some_time(most_ms: u32) -> u32 {
    part(most_ms, js_sys::Math::random())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_back_within_five_seconds_however_long_the_server_was_away() {
        let mut tries = Tries::default();
        tries.greeted(Some(3_000));
        for _ in 0..LONG {
            assert!(tries.lost(0.999) <= 3_000);
        }
        assert!(tries.lost(0.0) >= 15_000, "away for minutes");
        tries.back();
        assert!(tries.lost(0.0) < 1_500, "the network came back");
    }

    #[test]
    fn thousands_of_pages_spread_their_return() {
        let mut tries = Tries::default();
        tries.greeted(Some(30_000));
        assert_eq!([0.0, 0.5].map(|chance| tries.clone().lost(chance)), [0, 15_000]);
        tries.greeted(Some(u32::MAX));
        assert!(tries.lost(0.999) <= 30_000, "whatever a proxy says");
    }

    #[test]
    fn one_answer_of_a_proxy_costs_one_question() {
        let mut tries = Tries::default();
        assert!(tries.closed());
        assert_eq!(tries.answered(None, 0.5), Next::Open);
        assert!(!tries.closed());
    }

    #[test]
    fn where_no_stream_gets_through_the_page_asks() {
        let mut tries = Tries::default();
        let mut asked = Vec::new();
        for _ in 0..3 {
            tries.silent();
            let mut questions = 0;
            while let Next::Ask(pause) = tries.answered(None, 0.999) {
                assert!(pause <= 3_000);
                questions += 1;
            }
            asked.push(questions);
        }
        assert_eq!(asked, [10, 20, 40], "and tries a stream less and less often");
    }

    #[test]
    fn a_refused_page_asks_less_and_less_often() {
        let mut tries = Tries::default();
        let pauses: Vec<u32> = (0..6).map(|_| tries.refused(0.0) / 1_000).collect();
        assert_eq!(pauses, [30, 60, 120, 240, 480, 480]);
    }
}
