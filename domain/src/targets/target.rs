use serde::{Deserialize, Serialize};

use super::Criterion;
use crate::{
    EstablishmentId, PersonId,
    directory::{
        Cohort, Profile, SchoolClass, SchoolGroup, SchoolLevel, StaffFunction, SubLevel, TeachingSubject,
    },
    fields::FieldProblem,
};

/// *jusqu'à 10 cibles*
pub const MAX_TARGETS: usize = 10;
/// The most people that one target names.
pub const MAX_PEOPLE: usize = 200;

/// cible: one row of criteria. One membership must meet all of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    pub profiles: Criterion<Profile>,
    pub levels: Criterion<SchoolLevel>,
    pub sub_levels: Criterion<SubLevel>,
    pub functions: Criterion<StaffFunction>,
    pub subjects: Criterion<TeachingSubject>,
    pub classes: Criterion<SchoolClass>,
    pub groups: Criterion<SchoolGroup>,
    /// *Personnes*: people named one by one. Everybody else is left out.
    pub people: Criterion<PersonId>,
    /// *Tous* means every school of the sender's perimeter, not every school of the portal.
    pub establishments: Criterion<EstablishmentId>,
}

impl Target {
    /// *Tous* for each criterion.
    pub const fn everybody() -> Self {
        Self {
            profiles: Criterion::All,
            levels: Criterion::All,
            sub_levels: Criterion::All,
            functions: Criterion::All,
            subjects: Criterion::All,
            classes: Criterion::All,
            groups: Criterion::All,
            people: Criterion::All,
            establishments: Criterion::All,
        }
    }

    /// Whether it reaches everybody in its schools.
    pub fn reaches_everybody(&self) -> bool {
        let Self {
            profiles,
            levels,
            sub_levels,
            functions,
            subjects,
            classes,
            groups,
            people,
            establishments: _,
        } = self;
        profiles.is_all()
            && levels.is_all()
            && sub_levels.is_all()
            && functions.is_all()
            && subjects.is_all()
            && classes.is_all()
            && groups.is_all()
            && people.is_all()
    }

    /// Whether a class or group decides whom it reaches.
    pub fn names_classes(&self) -> bool {
        !(self.classes.is_all() && self.groups.is_all())
    }

    /// Whether it names people one by one.
    pub fn names_people(&self) -> bool {
        !self.people.is_all()
    }

    /// Whether everybody of this cohort meets each criterion, whatever their school. A target that
    /// names people accepts no cohort: it says nothing about the others in it.
    pub fn accepts(&self, cohort: &Cohort) -> bool {
        self.people.is_all() && self.meets(cohort)
    }

    /// Whether a person meets each criterion through this cohort, of which they are.
    pub fn accepts_person(&self, person: PersonId, cohort: &Cohort) -> bool {
        self.people.accepts(Some(&person)) && self.meets(cohort)
    }

    /// Whether a cohort meets each criterion but the names of people.
    fn meets(&self, cohort: &Cohort) -> bool {
        let Self {
            profiles,
            levels,
            sub_levels,
            functions,
            subjects,
            classes,
            groups,
            people: _,
            establishments: _,
        } = self;
        profiles.accepts(Some(&cohort.profile))
            && levels.accepts(cohort.level.as_ref())
            && sub_levels.accepts(cohort.sub_level.as_ref())
            && functions.accepts(cohort.function.as_ref())
            && subjects.accepts(cohort.subject.as_ref())
            && classes.accepts(cohort.class.as_ref())
            && groups.accepts(cohort.group.as_ref())
    }
}

/// The criteria that depend on the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionKind {
    Level,
    SubLevel,
    Function,
    Subject,
    Class,
    Group,
}

impl CriterionKind {
    pub const ALL: [Self; 6] =
        [Self::Level, Self::SubLevel, Self::Function, Self::Subject, Self::Class, Self::Group];

    /// Whether a form offers this criterion for these profiles: it must make sense for one of them.
    pub fn offered_for(self, profiles: &Criterion<Profile>) -> bool {
        profiles.is_all()
            || profiles.values().any(|profile| match self {
                Self::Level | Self::SubLevel => profile.has_level(),
                Self::Function => profile.has_function(),
                Self::Subject => profile.has_subject(),
                Self::Class | Self::Group => profile.has_class(),
            })
    }
}

/// One to ten targets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Targets(Vec<Target>);

impl Targets {
    pub fn new(targets: Vec<Target>) -> Result<Self, FieldProblem> {
        match targets.len() {
            0 => Err(FieldProblem::NoTarget),
            n if n > MAX_TARGETS => Err(FieldProblem::TooManyTargets { max: MAX_TARGETS }),
            _ => Ok(Self(targets)),
        }
    }

    pub fn as_slice(&self) -> &[Target] {
        &self.0
    }

    /// Whether each of them reaches everybody in its schools. What is narrower must not be public.
    pub fn reach_everybody(&self) -> bool {
        self.0.iter().all(Target::reaches_everybody)
    }
}
