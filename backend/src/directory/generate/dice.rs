use rand::{Rng, SeedableRng, rngs::Xoshiro256PlusPlus};

/// Random numbers that are the same on every machine: a fixed generator, and no floating point.
pub(super) struct Dice(Xoshiro256PlusPlus);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A number below `end` (0 when `end` is 0).
    pub(super) fn below(&mut self, end: u32) -> u32 {
        // Multiply and shift: the bias is too small to notice, and no division is needed.
        let high = ((self.0.next_u64() >> 32) * u64::from(end)) >> 32;
        u32::try_from(high).unwrap_or(0)
    }

    /// A number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below((last + 1).saturating_sub(first))
    }

    /// True with a probability of `chance` percent.
    pub(super) fn percent(&mut self, chance: u32) -> bool {
        self.below(100) < chance
    }

    /// One of `all`, which is not empty.
    pub(super) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
        all[self.below(count) as usize]
    }

    /// `count` different elements of `all`, or all of them, in their order.
    pub(super) fn pick_some<T: Copy>(&mut self, all: &[T], count: u32) -> Vec<T> {
        let mut wanted = count;
        let mut left = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let mut picked = Vec::new();
        for one in all {
            if self.below(left) < wanted {
                picked.push(*one);
                wanted -= 1;
            }
            left = left.saturating_sub(1);
        }
        picked
    }
}
