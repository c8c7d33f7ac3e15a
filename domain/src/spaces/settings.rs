use serde::{Deserialize, Serialize};

use super::SpaceRight;
use crate::{
    access::Population,
    fields::{FieldErrors, FieldProblem, parse_line},
    targets::{Target, TargetInput},
};

/// The longest name of a space.
pub const MAX_NAME_CHARACTERS: usize = 80;
/// How many spaces a school may add.
pub const MAX_SPACES: usize = 20;
/// How many people and populations may be named for one space.
pub const MAX_NAMED: usize = 50;

/// The name and the readers of a space that a school adds, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SpaceInput {
    pub name: String,
    /// Codes of profiles: at least one.
    pub profiles: Vec<String>,
    pub levels: Vec<String>,
}

impl SpaceInput {
    /// The name, and who reads it.
    ///
    /// # Errors
    /// The refused controls: `nom`, `profils`, `niveaux`.
    pub fn parse(&self) -> Result<(String, Target), FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.keep("nom", parse_name(&self.name));
        if self.profiles.is_empty() {
            errors.add("profils", FieldProblem::Required);
        }
        let input = TargetInput {
            profiles: self.profiles.clone(),
            levels: self.levels.clone(),
            ..TargetInput::default()
        };
        let mut of_target = FieldErrors::default();
        let target = input.parse(0, &mut of_target);
        for (field, problem) in of_target.0 {
            errors.add(if field.ends_with("niveaux") { "niveaux" } else { "profils" }, problem);
        }
        match (name, target) {
            (Some(name), Some(target)) if errors.is_empty() => Ok((name, target)),
            _ => Err(errors),
        }
    }
}

fn parse_name(raw: &str) -> Result<String, FieldProblem> {
    let name = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    parse_line(&name, MAX_NAME_CHARACTERS)
}

/// Whom the form names as writers or moderators.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NamedInput {
    /// Code of a [`SpaceRight`].
    pub what: String,
    /// The number of a person; empty for a population.
    pub person: String,
    /// Code of a profile.
    pub profile: String,
    pub function: String,
}

impl NamedInput {
    /// # Errors
    /// `droit` for an unknown right.
    pub fn right(&self) -> Result<SpaceRight, FieldErrors> {
        let mut errors = FieldErrors::default();
        let right = SpaceRight::from_code(&self.what).ok_or(FieldProblem::UnknownChoice);
        errors.keep("droit", right).ok_or(errors)
    }

    /// # Errors
    /// `population` when nothing is chosen, or a choice is unknown.
    pub fn population(&self) -> Result<Population, FieldErrors> {
        let one = |text: &String| if text.is_empty() { Vec::new() } else { vec![text.clone()] };
        let input = TargetInput {
            profiles: one(&self.profile),
            functions: one(&self.function),
            ..TargetInput::default()
        };
        let mut of_target = FieldErrors::default();
        let parsed = Population::parse(&input, &mut of_target);
        parsed.ok_or_else(|| {
            let problem = of_target.0.into_values().next().unwrap_or(FieldProblem::NoCriterion);
            let mut errors = FieldErrors::default();
            errors.add("population", problem);
            errors
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_NAME_CHARACTERS, NamedInput, SpaceInput};
    use crate::{directory::Profile, fields::FieldProblem};

    #[test]
    fn a_space_has_a_name_and_readers() {
        let input = SpaceInput {
            name: "  Club  théâtre ".into(),
            profiles: vec![Profile::Student.code().into()],
            levels: vec!["2de".into()],
        };
        let (name, target) = input.parse().expect("a space");
        assert_eq!(name, "Club théâtre");
        assert!(target.profiles.accepts(Some(&Profile::Student)) && !target.levels.is_all());
        let refused = SpaceInput::default().parse().expect_err("nothing typed");
        assert_eq!(refused.0.keys().map(String::as_str).collect::<Vec<_>>(), ["nom", "profils"]);
        let long = SpaceInput { name: "é".repeat(MAX_NAME_CHARACTERS + 1), ..input };
        let too_long = FieldProblem::TooLong { count: MAX_NAME_CHARACTERS + 1, max: MAX_NAME_CHARACTERS };
        assert_eq!(long.parse().expect_err("long").get("nom"), Some(&too_long));
    }

    #[test]
    fn a_population_needs_a_criterion() {
        let refused = NamedInput::default().population().expect_err("nothing chosen");
        assert_eq!(refused.get("population"), Some(&FieldProblem::NoCriterion));
        let cpe = NamedInput { function: "CPE".into(), ..NamedInput::default() };
        assert!(cpe.population().is_ok());
        assert!(NamedInput { what: "own".into(), ..cpe }.right().is_err());
    }
}
