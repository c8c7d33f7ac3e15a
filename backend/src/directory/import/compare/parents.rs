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
    let of_child = |child: u32| {
        let first = memberships.partition_point(|(person, _)| *person < child);
        memberships[first..].iter().take_while(move |(person, _)| *person == child)
    };
    // Most of all rows: room for them once, and not twice while it grows.
    let rows = links.iter().map(|(_, child)| of_child(*child).count()).sum::<usize>();
    let mut all = Vec::with_capacity(memberships.len() + rows);
    all.extend_from_slice(memberships);
    for (parent, child) in links {
        let cohorts = of_child(*child).filter_map(|(_, cohort)| of_parents[*cohort as usize]);
        all.extend(cohorts.map(|cohort| (*parent, cohort)));
    }
    all.sort_unstable();
    all.dedup();
    all
}
