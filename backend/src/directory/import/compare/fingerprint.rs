use super::{PairDiff, PeopleDiff, mixed::mixed};

/// Six digits, which a person can type.
const FIRST: u64 = 100_000;
const COUNT: u64 = 900_000;

/// One number for what an import changes: another difference has another number, even when the same is
/// lost. The order in which rows were read does not matter. `asked` is the part of the number that stands
/// for what is asked about, `come` that for what comes.
pub(super) fn number(
    people: &PeopleDiff,
    memberships: &PairDiff,
    links: &PairDiff,
    [asked, come]: [u64; 2],
) -> u64 {
    let mut sum = people.renames.wrapping_add(asked).wrapping_add(come);
    for id in &people.removed {
        sum = sum.wrapping_add(mixed("removed", &[*id], ""));
    }
    for (what, gone) in [("membership", &memberships.gone), ("link", &links.gone)] {
        for (left, right) in gone {
            sum = sum.wrapping_add(mixed(what, &[*left, *right], ""));
        }
    }
    FIRST + sum % COUNT
}
