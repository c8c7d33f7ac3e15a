use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EstablishmentId,
    communications::{Concern, NameKind},
    directory::Profile,
    targets::{Criterion, ResolvedTarget},
};

use super::known::Known;
use crate::{
    audience::{Names, used_by},
    delivery::Found,
};

/// The names of a target that its schools no longer have. A school loses only a name that it had at the
/// last comparison, or whose loss is `noted` already. A name that none of the schools has is gone in
/// any case.
pub(super) fn gone(
    target: &ResolvedTarget,
    known: &Known,
    noted: &BTreeSet<String>,
    names: &BTreeMap<EstablishmentId, String>,
) -> Vec<Found> {
    let schools = target.establishments();
    let criteria = target.criteria();
    let mut found = Vec::new();
    for (of, name) in used_by(criteria) {
        let missing: Vec<EstablishmentId> = schools
            .iter()
            .copied()
            .filter(|school| !has(&known.present, *school, &criteria.profiles, of, name))
            .collect();
        if missing.is_empty() {
            continue;
        }
        if missing.len() == schools.len() {
            found.push(Concern::NameGone { of, name: name.to_owned(), school: None }.into());
            continue;
        }
        for school in missing {
            let there = names.get(&school).cloned();
            let one =
                Found::in_school(school, Concern::NameGone { of, name: name.to_owned(), school: there });
            let had_it = has(&known.before, school, &criteria.profiles, of, name);
            if had_it || noted.contains(&one.cause()) {
                found.push(one);
            }
        }
    }
    found
}

/// Whether people whom a target of these profiles can mean have the name.
pub(super) fn has(
    names: &Names,
    school: EstablishmentId,
    profiles: &Criterion<Profile>,
    of: NameKind,
    name: &str,
) -> bool {
    // The profile itself is looked for, whatever other profiles the target has.
    if of == NameKind::Profile {
        names.has(school, &Criterion::All, of, name)
    } else {
        names.has(school, profiles, of, name)
    }
}
