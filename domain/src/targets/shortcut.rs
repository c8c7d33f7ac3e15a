//! *Tous les parents*, *Tous les personnels*: the targets that are asked for most, at one click.

use super::{Criterion, MAX_TARGETS, TargetInput};
use crate::directory::Profile;

/// The values of the buttons.
pub const ALL_PARENTS: &str = "tous-les-parents";
pub const ALL_STAFF: &str = "tous-les-personnels";

/// The people who work in a school.
const STAFF: [Profile; 5] =
    [Profile::Teacher, Profile::Management, Profile::SchoolLife, Profile::AdminTechnical, Profile::Librarian];

/// Adds the target of a button; a single target for everybody becomes it, in its schools. `false`, and
/// nothing changes, for another value and when there are ten targets already.
pub fn add_shortcut(targets: &mut Vec<TargetInput>, value: &str) -> bool {
    let profiles: &[Profile] = match value {
        ALL_PARENTS => &[Profile::Parent],
        ALL_STAFF => &STAFF,
        _ => return false,
    };
    let profiles = profiles.iter().map(|profile| profile.code().to_owned()).collect();
    if let [only] = targets.as_mut_slice()
        && is_for_everybody(only)
    {
        only.profiles = profiles;
        return true;
    }
    if targets.len() >= MAX_TARGETS {
        return false;
    }
    targets.push(TargetInput { profiles, ..TargetInput::default() });
    true
}

/// The profiles of a target as people say them: whether everybody who works in a school is among them, and the
/// others. Some of them alone are no staff, and are named.
pub fn staff_apart(profiles: &Criterion<Profile>) -> (bool, Vec<Profile>) {
    let staff = STAFF.iter().all(|one| profiles.values().any(|profile| profile == one));
    let others = profiles.values().copied().filter(|profile| !staff || !STAFF.contains(profile));
    (staff, others.collect())
}

fn is_for_everybody(target: &TargetInput) -> bool {
    let everybody = TargetInput {
        custom_establishments: target.custom_establishments,
        establishments: target.establishments.clone(),
        ..TargetInput::default()
    };
    *target == everybody
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_is_a_target() {
        let school = TargetInput {
            custom_establishments: true,
            establishments: vec!["7".to_owned()],
            ..TargetInput::default()
        };
        let mut targets = vec![school];
        assert!(add_shortcut(&mut targets, ALL_PARENTS));
        assert_eq!(targets[0].profiles, ["National_TUT"]);
        assert_eq!(targets[0].establishments, ["7"], "in the schools that were chosen");
        assert!(add_shortcut(&mut targets, ALL_STAFF));
        assert_eq!((targets.len(), targets[1].profiles.len()), (2, 5));
        assert!(!add_shortcut(&mut targets, "ajouter-cible"));
        targets.resize(MAX_TARGETS, TargetInput::default());
        assert!(!add_shortcut(&mut targets, ALL_PARENTS), "ten at most");
        assert_eq!(targets.len(), MAX_TARGETS);
    }
}
