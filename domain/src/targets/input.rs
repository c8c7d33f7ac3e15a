use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Criterion, CriterionKind, ESTABLISHMENTS, MAX_PEOPLE, MAX_TARGETS, PEOPLE, PROFILES, Target};
use crate::{
    EstablishmentId, PersonId,
    directory::{Profile, SchoolClass, SchoolGroup, SchoolLevel, StaffFunction, SubLevel, TeachingSubject},
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
    pub classes: Vec<String>,
    pub groups: Vec<String>,
    /// *Personnes* is chosen: `people` applies, even when it is empty, and no criterion does.
    pub named: bool,
    /// The numbers of people.
    pub people: Vec<String>,
    /// The name that is searched for in a form without scripts.
    pub people_search: String,
    /// *Liste personnalisée* is chosen: `establishments` applies, even when it is empty.
    pub custom_establishments: bool,
    pub establishments: Vec<String>,
}

/// The `id` of a control of the target at `position` (from 0), such as `cible-1-profils`.
pub fn target_field(position: usize, part: &str) -> String {
    format!("cible-{}-{part}", position + 1)
}

/// The values that two criteria have in common; empty for *Tous*. `None` when there are none.
fn common(one: &[String], other: &[String]) -> Option<Vec<String>> {
    match (one, other) {
        ([], all) | (all, []) => Some(all.to_vec()),
        _ => {
            let both: Vec<String> = one.iter().filter(|value| other.contains(value)).cloned().collect();
            (!both.is_empty()).then_some(both)
        }
    }
}

/// Narrows targets to the people who are also in one of `readers`. `None` when nobody would be left,
/// or when it takes too many targets.
pub fn narrowed(targets: &[TargetInput], readers: &[TargetInput]) -> Option<Vec<TargetInput>> {
    let both = targets.iter().flat_map(|target| readers.iter().filter_map(|readers| target.within(readers)));
    let both: Vec<TargetInput> = both.collect();
    (1..=MAX_TARGETS).contains(&both.len()).then_some(both)
}

impl From<&Target> for TargetInput {
    fn from(target: &Target) -> Self {
        let schools = target.establishments.values().map(ToString::to_string).collect();
        Self {
            profiles: target.profiles.values().map(|profile| profile.code().to_owned()).collect(),
            levels: target.levels.values().map(|level| level.as_str().to_owned()).collect(),
            sub_levels: target.sub_levels.values().map(|level| level.as_str().to_owned()).collect(),
            functions: target.functions.values().map(|function| function.as_str().to_owned()).collect(),
            subjects: target.subjects.values().map(|subject| subject.as_str().to_owned()).collect(),
            classes: target.classes.values().map(|class| class.as_str().to_owned()).collect(),
            groups: target.groups.values().map(|group| group.as_str().to_owned()).collect(),
            named: target.names_people(),
            people: target.people.values().map(ToString::to_string).collect(),
            people_search: String::new(),
            custom_establishments: !target.establishments.is_all(),
            establishments: schools,
        }
    }
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

    /// The people of this target who are also in `readers`; `None` when nobody is left. It never
    /// reaches more than either. People who are named cannot be narrowed by criteria: their target
    /// goes.
    #[must_use]
    pub fn within(&self, readers: &Self) -> Option<Self> {
        if self.named || readers.named {
            return None;
        }
        let mut both = self.clone();
        both.profiles = common(&self.profiles, &readers.profiles)?;
        for kind in CriterionKind::ALL {
            *both.values_mut(kind) = common(self.values(kind), readers.values(kind))?;
        }
        if readers.custom_establishments {
            let own = if self.custom_establishments { self.establishments.as_slice() } else { &[] };
            both.establishments = common(own, &readers.establishments)?;
            both.custom_establishments = true;
        }
        // A criterion that none of the profiles has is met by nobody.
        let profiles = both.known_profiles();
        let is_met = |kind: CriterionKind| both.values(kind).is_empty() || kind.offered_for(&profiles);
        CriterionKind::ALL.into_iter().all(is_met).then_some(both)
    }

    pub fn values(&self, kind: CriterionKind) -> &Vec<String> {
        match kind {
            CriterionKind::Level => &self.levels,
            CriterionKind::SubLevel => &self.sub_levels,
            CriterionKind::Function => &self.functions,
            CriterionKind::Subject => &self.subjects,
            CriterionKind::Class => &self.classes,
            CriterionKind::Group => &self.groups,
        }
    }

    pub fn values_mut(&mut self, kind: CriterionKind) -> &mut Vec<String> {
        match kind {
            CriterionKind::Level => &mut self.levels,
            CriterionKind::SubLevel => &mut self.sub_levels,
            CriterionKind::Function => &mut self.functions,
            CriterionKind::Subject => &mut self.subjects,
            CriterionKind::Class => &mut self.classes,
            CriterionKind::Group => &mut self.groups,
        }
    }

    /// Parses the target at `position`, and adds each refused control to `errors`.
    pub fn parse(&self, position: usize, errors: &mut FieldErrors) -> Option<Target> {
        let field = |part| target_field(position, part);
        if self.named {
            let people = errors.keep(&field(PEOPLE), self.parse_people());
            let establishments = errors.keep(&field(ESTABLISHMENTS), self.parse_establishments());
            return Some(Target { people: people?, establishments: establishments?, ..Target::everybody() });
        }
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
        let classes = errors.keep(
            &field(CriterionKind::Class.part()),
            self.parse_names(CriterionKind::Class, SchoolClass::parse),
        );
        let groups = errors.keep(
            &field(CriterionKind::Group.part()),
            self.parse_names(CriterionKind::Group, SchoolGroup::parse),
        );
        let establishments = errors.keep(&field(ESTABLISHMENTS), self.parse_establishments());
        Some(Target {
            profiles: profiles?,
            levels: levels?,
            sub_levels: sub_levels?,
            functions: functions?,
            subjects: subjects?,
            classes: classes?,
            groups: groups?,
            people: Criterion::All,
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

    /// The people who are named, each once.
    fn parse_people(&self) -> Result<Criterion<PersonId>, FieldProblem> {
        let too_many = FieldProblem::TooManyPeople { max: MAX_PEOPLE };
        // What is far too much, even with the same people twice, is not read at all.
        if self.people.len() > 2 * MAX_PEOPLE {
            return Err(too_many);
        }
        let people =
            self.people.iter().map(|id| PersonId::from_str(id).map_err(|_| FieldProblem::UnknownChoice));
        let people: Criterion<PersonId> = people.collect::<Result<_, _>>()?;
        match people.values().count() {
            0 => Err(FieldProblem::Required),
            count if count > MAX_PEOPLE => Err(too_many),
            _ => Ok(people),
        }
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

#[cfg(test)]
mod tests {
    use super::{TargetInput, narrowed};

    fn target(profiles: &[&str], levels: &[&str], functions: &[&str]) -> TargetInput {
        let values = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
        TargetInput {
            profiles: values(profiles),
            levels: values(levels),
            functions: values(functions),
            ..TargetInput::default()
        }
    }

    #[test]
    fn narrowing_never_widens() {
        const PUPIL: &str = "National_ELV";
        const PARENT: &str = "National_TUT";
        let club = target(&[PUPIL, PARENT], &["2de", "1re"], &[]);
        let everybody = TargetInput::default();
        assert_eq!(everybody.within(&club), Some(club.clone()));
        assert_eq!(
            target(&[PARENT], &["2de", "3e"], &[]).within(&club),
            Some(target(&[PARENT], &["2de"], &[]))
        );
        for nobody in [
            target(&["National_ENS"], &[], &[]),
            target(&[PUPIL], &["3e"], &[]),
            // A function is nothing that pupils have: it must not be forgotten.
            target(&[], &[], &["CPE"]),
        ] {
            assert_eq!(nobody.within(&club), None, "{nobody:?}");
        }
        let school = TargetInput {
            custom_establishments: true,
            establishments: vec!["7".to_owned()],
            ..TargetInput::default()
        };
        assert_eq!(everybody.within(&school), Some(school.clone()), "one school of a region");
        let elsewhere = TargetInput { establishments: vec!["8".to_owned()], ..school.clone() };
        assert_eq!(elsewhere.within(&school), None);
        assert_eq!(
            narrowed(&[everybody.clone(), elsewhere], std::slice::from_ref(&school)),
            Some(vec![school])
        );
        assert_eq!(
            narrowed(std::slice::from_ref(&everybody), &[]),
            None,
            "without readers nothing is narrowed"
        );
        let named = TargetInput { named: true, people: vec!["7".to_owned()], ..TargetInput::default() };
        assert_eq!(narrowed(std::slice::from_ref(&named), std::slice::from_ref(&everybody)), None);
        let both = [named, everybody.clone()];
        assert_eq!(narrowed(&both, std::slice::from_ref(&everybody)), Some(vec![everybody]));
    }
}
