use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Criterion, CriterionKind, ESTABLISHMENTS, PROFILES, Target};
use crate::{
    EstablishmentId,
    directory::{Profile, SchoolLevel, StaffFunction, SubLevel, TeachingSubject},
    fields::{FieldErrors, FieldProblem},
};

/// A target as typed in the form, unchecked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TargetInput {
    /// Codes such as `National_ENS`; empty for *Tous*, as for each criterion below.
    pub profiles: Vec<String>,
    pub levels: Vec<String>,
    pub sub_levels: Vec<String>,
    pub functions: Vec<String>,
    pub subjects: Vec<String>,
    /// *Liste personnalisée* is chosen: `establishments` applies, even when it is empty.
    pub custom_establishments: bool,
    pub establishments: Vec<String>,
}

/// The `id` of a control of the target at `position` (from 0), such as `cible-1-profils`.
pub fn target_field(position: usize, part: &str) -> String {
    format!("cible-{}-{part}", position + 1)
}

impl TargetInput {
    /// The chosen profiles, without unknown codes. They decide which criteria are offered.
    pub fn known_profiles(&self) -> Criterion<Profile> {
        self.profiles.iter().filter_map(|code| Profile::from_code(code)).collect()
    }

    /// Clears the criteria that are not offered for the chosen profiles.
    pub fn drop_criteria_not_offered(&mut self) {
        let profiles = self.known_profiles();
        for kind in CriterionKind::ALL {
            if !kind.offered_for(&profiles) {
                self.values_mut(kind).clear();
            }
        }
    }

    /// Keeps only people of these profiles. `false` when nobody is left.
    pub fn narrow(&mut self, readers: &[Profile]) -> bool {
        let codes = readers.iter().map(|profile| profile.code().to_owned());
        if self.profiles.is_empty() {
            self.profiles = codes.collect();
        } else {
            let codes: Vec<String> = codes.collect();
            self.profiles.retain(|profile| codes.contains(profile));
        }
        self.drop_criteria_not_offered();
        !self.profiles.is_empty()
    }

    pub fn values(&self, kind: CriterionKind) -> &Vec<String> {
        match kind {
            CriterionKind::Level => &self.levels,
            CriterionKind::SubLevel => &self.sub_levels,
            CriterionKind::Function => &self.functions,
            CriterionKind::Subject => &self.subjects,
        }
    }

    pub fn values_mut(&mut self, kind: CriterionKind) -> &mut Vec<String> {
        match kind {
            CriterionKind::Level => &mut self.levels,
            CriterionKind::SubLevel => &mut self.sub_levels,
            CriterionKind::Function => &mut self.functions,
            CriterionKind::Subject => &mut self.subjects,
        }
    }

    /// Parses the target at `position`, and adds each refused control to `errors`.
    pub(crate) fn parse(&self, position: usize, errors: &mut FieldErrors) -> Option<Target> {
        let field = |part| target_field(position, part);
        let profiles = errors.keep(&field(PROFILES), self.parse_profiles());
        let levels = errors.keep(
            &field(CriterionKind::Level.part()),
            self.parse_names(CriterionKind::Level, SchoolLevel::parse),
        );
        let sub_levels = errors.keep(
            &field(CriterionKind::SubLevel.part()),
            self.parse_names(CriterionKind::SubLevel, SubLevel::parse),
        );
        let functions = errors.keep(
            &field(CriterionKind::Function.part()),
            self.parse_names(CriterionKind::Function, StaffFunction::parse),
        );
        let subjects = errors.keep(
            &field(CriterionKind::Subject.part()),
            self.parse_names(CriterionKind::Subject, TeachingSubject::parse),
        );
        let establishments = errors.keep(&field(ESTABLISHMENTS), self.parse_establishments());
        Some(Target {
            profiles: profiles?,
            levels: levels?,
            sub_levels: sub_levels?,
            functions: functions?,
            subjects: subjects?,
            establishments: establishments?,
        })
    }

    fn parse_profiles(&self) -> Result<Criterion<Profile>, FieldProblem> {
        self.profiles.iter().map(|code| Profile::from_code(code).ok_or(FieldProblem::UnknownChoice)).collect()
    }

    fn parse_names<T: Ord>(
        &self,
        kind: CriterionKind,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Criterion<T>, FieldProblem> {
        let values = self.values(kind);
        if !values.is_empty() && !kind.offered_for(&self.known_profiles()) {
            return Err(FieldProblem::NotForProfile);
        }
        if values.iter().any(|value| value.chars().any(char::is_control)) {
            return Err(FieldProblem::ControlCharacter);
        }
        values.iter().map(|value| parse(value).ok_or(FieldProblem::UnknownChoice)).collect()
    }

    fn parse_establishments(&self) -> Result<Criterion<EstablishmentId>, FieldProblem> {
        if !self.custom_establishments {
            return Ok(Criterion::All);
        }
        if self.establishments.is_empty() {
            return Err(FieldProblem::Required);
        }
        self.establishments
            .iter()
            .map(|id| EstablishmentId::from_str(id).map_err(|_| FieldProblem::UnknownChoice))
            .collect()
    }
}
