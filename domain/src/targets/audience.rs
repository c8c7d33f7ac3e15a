use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Criterion, Target, Targets};
use crate::{
    EstablishmentId,
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

    /// Whether people of this cohort belong to the audience. `backend::audience` has the same rule
    /// as an SQL condition; tests compare the two.
    pub fn matches(&self, cohort: &Cohort) -> bool {
        self.targets.iter().any(|target| target.matches(cohort))
    }
}

impl ResolvedTarget {
    pub fn establishments(&self) -> &BTreeSet<EstablishmentId> {
        &self.establishments
    }

    pub fn criteria(&self) -> &Target {
        &self.criteria
    }

    pub fn matches(&self, cohort: &Cohort) -> bool {
        self.establishments.contains(&cohort.establishment) && self.criteria.accepts(cohort)
    }
}

/// How many people an audience reaches; a person reached twice counts once in each figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudienceCount {
    pub total: u64,
    /// In the order of the targets.
    pub per_target: Vec<u64>,
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
