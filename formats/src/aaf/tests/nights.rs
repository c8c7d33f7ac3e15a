use proptest::prelude::*;

use super::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_delta_applied_to_a_complete_equals_the_next_complete(
        seed in any::<u64>(),
        nights in 1_u64..4,
        first_degree in any::<bool>(),
    ) {
        let old = World { pupils_of_school: 40, first_degree, ..World::new(seed, 120) };
        let new = old.after(nights);
        let options = Options { all_relatives: true, ..Options::new(day(20)) };
        let mut changed = Directory::default();
        let (outcome, _) = Delivered { files: generated(&old, None) }.read_with(&options, &mut changed);
        prop_assert!(!outcome.problems.stops(), "{:?}", outcome.problems);
        let (_, notes) = Delivered { files: generated(&new, Some(&old)) }.read_with(&options, &mut changed);
        prop_assert_eq!(notes, Vec::new());
        let mut fresh = Directory::default();
        Delivered { files: generated(&new, None) }.read_with(&options, &mut fresh);
        prop_assert_eq!(changed.people(), fresh.people());
        prop_assert_eq!(changed.users(), fresh.users());
        prop_assert_eq!(changed.rows(), fresh.rows());
    }
}
