//! The names of levels, functions, subjects, classes and groups that people of a school lose.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    EstablishmentId,
    directory::Profile,
    targets::{Criterion, NameKind},
};

use super::{
    super::read::{Cohorts, School},
    PairDiff,
    losses::{StoredCohorts, names, texts},
};

/// Whose people have a name in a school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Holders {
    before: BTreeSet<Profile>,
    after: BTreeSet<Profile>,
}

/// A name that people of some profile lose in at least one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct LostName {
    pub(in super::super) of: NameKind,
    pub(in super::super) name: String,
    schools: BTreeMap<EstablishmentId, Holders>,
}

impl LostName {
    /// Whether people of these profiles had the name in one of the schools, and there nobody of them
    /// has it afterwards.
    pub(in super::super) fn leaves(
        &self,
        profiles: &Criterion<Profile>,
        in_scope: impl Fn(EstablishmentId) -> bool,
    ) -> bool {
        self.schools.iter().any(|(school, held)| {
            in_scope(*school) && among(&held.before, profiles) && !among(&held.after, profiles)
        })
    }

    /// Whether people of these profiles have the name afterwards in one of the schools.
    pub(in super::super) fn stays(
        &self,
        profiles: &Criterion<Profile>,
        in_scope: impl Fn(EstablishmentId) -> bool,
    ) -> bool {
        self.schools.iter().any(|(school, held)| in_scope(*school) && among(&held.after, profiles))
    }
}

fn among(held: &BTreeSet<Profile>, profiles: &Criterion<Profile>) -> bool {
    held.iter().any(|profile| profiles.accepts(Some(profile)))
}

/// The names that somebody loses, with every school that has or had them.
pub(super) fn lost(stored: &StoredCohorts, wanted: &Cohorts, memberships: &PairDiff) -> Vec<LostName> {
    if memberships.gone.is_empty() {
        return Vec::new();
    }
    let mut gone: HashMap<i64, u64> = HashMap::new();
    for (_, cohort) in &memberships.gone {
        *gone.entry(*cohort).or_default() += 1;
    }
    let mut found: BTreeMap<(NameKind, &str), BTreeMap<EstablishmentId, Holders>> = BTreeMap::new();
    for row in &stored.rows {
        let now = memberships.stored_by_right.as_ref().and_then(|counts| counts.get(&row.id.0)).copied();
        let Some(now) = now else { continue };
        let left = now.saturating_sub(gone.get(&row.id.0).copied().unwrap_or_default());
        for named in names(texts(row)) {
            let held = found.entry(named).or_default().entry(row.establishment_id).or_default();
            held.before.insert(row.profile);
            if left > 0 {
                held.after.insert(row.profile);
            }
        }
    }
    let ids: HashMap<School, EstablishmentId> =
        stored.schools.iter().map(|(id, school)| (*school, *id)).collect();
    for (_, cohort) in &memberships.missing {
        let Some(key) = wanted.keys.get(*cohort as usize) else { continue };
        let Some(school) = ids.get(&key.school) else { continue };
        for named in names(key.names().map(|name| wanted.text(name))) {
            if let Some(schools) = found.get_mut(&named) {
                schools.entry(*school).or_default().after.insert(key.profile);
            }
        }
    }
    let loses = |held: &Holders| !held.before.is_subset(&held.after);
    found
        .into_iter()
        .filter(|(_, schools)| schools.values().any(loses))
        .map(|((of, name), schools)| LostName { of, name: name.to_owned(), schools })
        .collect()
}
