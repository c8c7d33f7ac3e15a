use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use domain::{PortalId, time::Millis};

/// The readers of one portal who get a token within a second, at most.
const OF_ONE: u32 = 2_000;
/// The same over all portals. Tokens are kept for ten minutes, so this bounds their number.
const OF_ALL: u32 = 3_000;

/// Tokens that this process gave within the present second.
#[derive(Debug, Default)]
pub(super) struct Rates(Mutex<Second>);

#[derive(Debug, Default)]
struct Second {
    number: i64,
    all: u32,
    of: BTreeMap<PortalId, u32>,
}

impl Rates {
    /// Counts one more; `false` when it is one too many.
    pub fn allow(&self, portal: PortalId, now: Millis) -> bool {
        let mut second = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = now.0.div_euclid(1_000);
        if second.number != number {
            *second = Second { number, ..Second::default() };
        }
        let of_this = second.of.entry(portal).or_default();
        *of_this = of_this.saturating_add(1);
        let one = *of_this <= OF_ONE;
        if one {
            second.all = second.all.saturating_add(1);
        }
        one && second.all <= OF_ALL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_portal_cannot_use_up_the_rate_of_the_others() {
        let rates = Rates::default();
        let at = |portal: i64, millis: i64| rates.allow(PortalId(portal), Millis(millis));
        let given = (0..5_000).filter(|_| at(1, 0)).count();
        assert_eq!(given, 2_000);
        assert_eq!((0..5_000).filter(|_| at(2, 999)).count(), 1_000, "3 000 in all");
        assert!(at(1, 1_000), "the next second");
    }
}
