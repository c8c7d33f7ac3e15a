use serde::{Deserialize, Serialize};

use crate::{
    EstablishmentId,
    directory::{Cohort, HEAD_OF_ESTABLISHMENT, StaffFunction},
    fields::{FieldErrors, FieldProblem},
    targets::{Audience, Criterion, Target, TargetInput, Targets},
};

/// population: everybody in some schools who meets every criterion, now and later. At least one
/// criterion is required: a role is never given to everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Target", into = "Target")]
pub struct Population(Box<Target>);

impl Population {
    /// Parses the criteria of a form. Its schools are ignored: the scope names them. Refused
    /// controls are noted in `errors` under the names of a first target, such as `cible-1-profils`,
    /// and `cible` when nothing is chosen at all.
    pub fn parse(input: &TargetInput, errors: &mut FieldErrors) -> Option<Self> {
        let criteria = TargetInput {
            named: false,
            people: Vec::new(),
            custom_establishments: false,
            establishments: Vec::new(),
            ..input.clone()
        };
        let target = criteria.parse(0, errors)?;
        errors.keep("cible", Self::try_from(target))
    }

    /// Heads of school: the population that has its roles without a grant.
    pub fn heads() -> Self {
        let functions = StaffFunction::parse(HEAD_OF_ESTABLISHMENT).into_iter().collect();
        Self(Box::new(Target { functions, ..Target::everybody() }))
    }

    pub fn criteria(&self) -> &Target {
        &self.0
    }

    pub fn matches(&self, cohort: &Cohort) -> bool {
        self.0.accepts(cohort)
    }

    /// The people of the population in these schools, as an audience to count and to select.
    pub fn in_schools(&self, schools: &std::collections::BTreeSet<EstablishmentId>) -> Audience {
        Targets::new(vec![self.criteria().clone()])
            .and_then(|targets| Audience::resolve(&targets, schools).map_err(|(_, problem)| problem))
            .unwrap_or_else(|_| Audience::nobody())
    }
}

impl TryFrom<Target> for Population {
    type Error = FieldProblem;

    fn try_from(target: Target) -> Result<Self, FieldProblem> {
        if !target.establishments.is_all() {
            return Err(FieldProblem::OutsidePerimeter);
        }
        // A population is a rule and not a list; a person is given a role by name.
        if target.names_people() {
            return Err(FieldProblem::UnknownChoice);
        }
        if target.reaches_everybody() { Err(FieldProblem::NoCriterion) } else { Ok(Self(Box::new(target))) }
    }
}

impl From<Population> for Target {
    fn from(population: Population) -> Self {
        Target { establishments: Criterion::All, ..*population.0 }
    }
}
