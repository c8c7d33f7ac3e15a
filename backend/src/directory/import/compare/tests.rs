//! Tests that walking both lists side by side finds the difference of the two sets.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Merge, NEW, Wants};

proptest! {
    #[test]
    fn merging_finds_the_difference_of_two_sets(
        wanted in prop::collection::btree_set((0u32..8, 0u32..8), 0..40),
        stored in prop::collection::btree_set((1i64..12, 1i64..12), 0..40),
    ) {
        // Positions 6 and 7 are not stored yet; ids are in the opposite order of the positions.
        let ids: Vec<i64> = (0..8).map(|position| if position < 6 { 10 - position } else { NEW }).collect();
        let wanted: Vec<(u32, u32)> = wanted.into_iter().collect();
        let mut merge = Merge::new(Wants::new(wanted.clone(), &ids, &ids), &ids, &ids);
        for pair in &stored {
            merge.meet(*pair);
        }
        let diff = merge.finish();

        let id = |position: u32| ids[position as usize];
        let by_id: BTreeSet<(i64, i64)> = wanted.iter().map(|(l, r)| (id(*l), id(*r))).collect();
        let missing: BTreeSet<(u32, u32)> =
            wanted.iter().copied().filter(|(l, r)| !stored.contains(&(id(*l), id(*r)))).collect();
        prop_assert_eq!(diff.missing.len(), missing.len());
        prop_assert_eq!(diff.missing.iter().copied().collect::<BTreeSet<_>>(), missing);
        prop_assert_eq!(diff.gone, stored.difference(&by_id).copied().collect::<Vec<_>>());
        prop_assert_eq!(diff.unchanged, stored.intersection(&by_id).count() as u64);
    }

    /// Rows of other deliveries stay, and are not written again where this one gives them as well.
    #[test]
    fn merging_takes_nothing_of_others(
        wanted in prop::collection::btree_set((0u32..8, 0u32..8), 0..40),
        stored in prop::collection::btree_set((1i64..12, 1i64..12), 0..40),
        others in prop::collection::btree_set(1i64..12, 0..8),
    ) {
        let ids: Vec<i64> = (0..8).map(|position| if position < 6 { 10 - position } else { NEW }).collect();
        let wanted: Vec<(u32, u32)> = wanted.into_iter().collect();
        let mut merge = Merge::new(Wants::new(wanted.clone(), &ids, &ids), &ids, &ids);
        for pair in &stored {
            if others.contains(&pair.1) {
                merge.pass(*pair);
            } else {
                merge.meet(*pair);
            }
        }
        let diff = merge.finish();

        let id = |position: u32| ids[position as usize];
        let by_id: BTreeSet<(i64, i64)> = wanted.iter().map(|(l, r)| (id(*l), id(*r))).collect();
        let gone: BTreeSet<(i64, i64)> = diff.gone.iter().copied().collect();
        let missing: BTreeSet<(i64, i64)> = diff.missing.iter().map(|(l, r)| (id(*l), id(*r))).collect();
        let after: BTreeSet<(i64, i64)> =
            stored.difference(&gone).copied().chain(missing.iter().copied()).collect();
        let kept: BTreeSet<(i64, i64)> =
            stored.iter().copied().filter(|(_, right)| others.contains(right)).collect();
        prop_assert_eq!(after, by_id.union(&kept).copied().collect::<BTreeSet<_>>());
        prop_assert!(missing.is_disjoint(&stored), "what is there is not written again");
    }
}
