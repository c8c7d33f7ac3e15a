use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Criterion, Target, Targets};
use crate::{
    EstablishmentId, PersonId,
    directory::{Cohort, Profile},
    fields::FieldProblem,
};

/// Targets in which *Tous les établissements* has been replaced by the actual schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    targets: Vec<ResolvedTarget>,
}

/// A target with the schools named one by one. Built by [`Audience::resolve`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolvedTarget {
    criteria: Target,
    establishments: BTreeSet<EstablishmentId>,
}

impl Audience {
    /// Gives each target its schools.
    ///
    /// # Errors
    /// The position of the first target that names a school outside `perimeter`.
    pub fn resolve(
        targets: &Targets,
        perimeter: &BTreeSet<EstablishmentId>,
    ) -> Result<Self, (usize, FieldProblem)> {
        let targets = targets.as_slice().iter().enumerate().map(|(position, target)| {
            let establishments = match &target.establishments {
                Criterion::All => perimeter.clone(),
                Criterion::AnyOf(chosen) if chosen.iter().all(|school| perimeter.contains(school)) => {
                    chosen.iter().copied().collect()
                }
                Criterion::AnyOf(_) => return Err((position, FieldProblem::OutsidePerimeter)),
            };
            Ok(ResolvedTarget { criteria: target.clone(), establishments })
        });
        Ok(Self { targets: targets.collect::<Result<_, _>>()? })
    }

    /// The people of either audience.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self { targets: self.targets.iter().chain(&other.targets).cloned().collect() }
    }

    /// The audience without a target: it is empty.
    pub const fn nobody() -> Self {
        Self { targets: Vec::new() }
    }

    pub fn targets(&self) -> &[ResolvedTarget] {
        &self.targets
    }

    /// Every school in which this audience may have somebody.
    pub fn establishments(&self) -> BTreeSet<EstablishmentId> {
        self.targets.iter().flat_map(|target| target.establishments.iter().copied()).collect()
    }

    /// Whether each of its targets reaches everybody in its schools, and there is one.
    pub fn reaches_everybody(&self) -> bool {
        !self.targets.is_empty() && self.targets.iter().all(|target| target.criteria.reaches_everybody())
    }

    /// Whether everybody of this cohort belongs to the audience. `backend::audience` has the same
    /// rule as an SQL condition; tests compare the two.
    pub fn matches(&self, cohort: &Cohort) -> bool {
        self.targets.iter().any(|target| target.matches(cohort))
    }

    /// Whether a person belongs to the audience through this cohort, of which they are: by the
    /// cohort, or by name.
    pub fn reaches(&self, person: PersonId, cohort: &Cohort) -> bool {
        self.targets.iter().any(|target| target.reaches(person, cohort))
    }

    /// Whether a class or group decides who belongs to it.
    pub fn names_classes(&self) -> bool {
        self.targets.iter().any(|target| target.criteria.names_classes())
    }

    /// Whether a target names people one by one.
    pub fn names_people(&self) -> bool {
        self.targets.iter().any(|target| target.criteria.names_people())
    }

    /// The people whom its targets name, whether they are reached or not.
    pub fn named(&self) -> impl Iterator<Item = PersonId> {
        self.targets.iter().flat_map(|target| target.criteria.people.values().copied())
    }

    /// Narrows each target that names people to the schools where these people are, so that it is
    /// nothing for other schools. `places` has the schools of each person. A target of which nobody
    /// is left anywhere stays as it is, and reaches nobody.
    #[must_use]
    pub fn where_people_are(&self, places: &BTreeMap<PersonId, BTreeSet<EstablishmentId>>) -> Self {
        let narrowed = self.targets.iter().map(|target| {
            let named = target.criteria.people.values().filter_map(|person| places.get(person));
            let theirs: BTreeSet<EstablishmentId> =
                named.flatten().copied().filter(|school| target.establishments.contains(school)).collect();
            if theirs.is_empty() {
                return target.clone();
            }
            ResolvedTarget { criteria: target.criteria.clone(), establishments: theirs }
        });
        Self { targets: narrowed.collect() }
    }
}

impl ResolvedTarget {
    pub fn establishments(&self) -> &BTreeSet<EstablishmentId> {
        &self.establishments
    }

    pub fn criteria(&self) -> &Target {
        &self.criteria
    }

    /// Whether it reaches everybody of this cohort.
    pub fn matches(&self, cohort: &Cohort) -> bool {
        self.establishments.contains(&cohort.establishment) && self.criteria.accepts(cohort)
    }

    /// Whether it reaches a person through this cohort.
    pub fn reaches(&self, person: PersonId, cohort: &Cohort) -> bool {
        self.establishments.contains(&cohort.establishment) && self.criteria.accepts_person(person, cohort)
    }
}

/// How many people an audience reaches; a person reached twice counts once in each figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudienceCount {
    pub total: u64,
    /// In the order of the targets.
    pub per_target: Vec<u64>,
    /// Profiles with at least one person, in the order of [`Profile::ALL`].
    pub per_profile: Vec<(Profile, u64)>,
    /// Schools with at least one person, by identity.
    pub per_establishment: Vec<EstablishmentCount>,
}

/// The part of an audience that belongs to one school.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EstablishmentCount {
    pub establishment: EstablishmentId,
    pub people: u64,
    /// Profiles with at least one person, in the order of [`Profile::ALL`].
    pub per_profile: Vec<(Profile, u64)>,
}
