use std::collections::{HashMap, HashSet};

use domain::directory::{Loss, LossKind};

use super::{
    super::read::{Cohorts, School},
    NAMES, NEW, PeopleDiff, RETURNS,
};

/// The people who get another name, if they are too many: of all, or of those of some schools. One school with
/// broken accents is little beside all others.
pub(super) fn renamed(people: &PeopleDiff, memberships: &[(u32, u32)], cohorts: &Cohorts) -> Option<Loss> {
    let beyond = |(lost, all): (u64, u64)| Loss::beyond_a_tenth(LossKind::Renamed, None, lost, all);
    if people.renamed == 0 {
        return None;
    }
    beyond((people.renamed, people.stored())).or_else(|| {
        let of_schools = of_schools(people, memberships, cohorts);
        let there = of_schools.values().filter(|one| beyond(**one).is_some());
        beyond(there.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1)))
    })
}

/// How many of each school get another name, and how many who are known it has. `memberships` are in the order
/// of people.
fn of_schools(
    people: &PeopleDiff,
    memberships: &[(u32, u32)],
    cohorts: &Cohorts,
) -> HashMap<School, (u64, u64)> {
    let renamed = people.changed.iter().filter(|changed| changed.what & (NAMES | RETURNS) == NAMES);
    let renamed: HashSet<u32> = renamed.map(|changed| changed.position).collect();
    let mut counts: HashMap<School, (u64, u64)> = HashMap::new();
    let (mut previous, mut counted) = (None, Vec::new());
    for (person, cohort) in memberships {
        if previous.replace(*person) != Some(*person) {
            counted.clear();
        }
        let Some(school) = cohorts.keys.get(*cohort as usize).map(|key| key.school) else { continue };
        let is_known = people.ids.get(*person as usize).is_some_and(|id| *id != NEW);
        if is_known && !counted.contains(&school) {
            counted.push(school);
            let (lost, all) = counts.entry(school).or_default();
            *lost += u64::from(renamed.contains(person));
            *all += 1;
        }
    }
    counts
}
