use domain::directory::Profile;

use super::super::read::{CohortKey, Cohorts};

/// The memberships of the file, and those that parents get through their children: in each school,
/// level, sub-level, class and group of a child who is a pupil. (person, cohort), sorted, each once.
///
/// `memberships` are (person, cohort) and `links` are (parent, child), both sorted. Missing cohorts
/// of parents are added to `cohorts`.
pub(super) fn with_parents(
    memberships: &[(u32, u32)],
    links: &[(u32, u32)],
    cohorts: &mut Cohorts,
) -> Vec<(u32, u32)> {
    let none = cohorts.name("");
    let of_parents: Vec<Option<u32>> = (0..cohorts.keys.len())
        .map(|cohort| {
            let key = cohorts.keys[cohort];
            (key.profile == Profile::Student).then(|| {
                cohorts.intern(CohortKey { profile: Profile::Parent, function: none, subject: none, ..key })
            })
        })
        .collect();
    let mut all = memberships.to_vec();
    for &(parent, child) in links {
        let first = memberships.partition_point(|(person, _)| *person < child);
        let of_child = memberships[first..].iter().take_while(|(person, _)| *person == child);
        all.extend(of_child.filter_map(|(_, cohort)| Some((parent, of_parents[*cohort as usize]?))));
    }
    all.sort_unstable();
    all.dedup();
    all
}
