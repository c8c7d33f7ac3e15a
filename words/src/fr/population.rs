use domain::{
    access::Population,
    targets::{Criterion, CriterionKind},
};

use super::targets::{criterion, profile_plural};

/// `Enseignants, niveau 2de ou 1re, fonction CPE`
pub(super) fn population(population: &Population) -> String {
    let target = population.criteria();
    let mut parts = vec![if target.profiles.is_all() {
        "tous profils".to_owned()
    } else {
        either(&target.profiles, |one| profile_plural(*one).to_owned())
    }];
    let mut say = |kind: CriterionKind, values: String| {
        if !values.is_empty() {
            parts.push(format!("{} {values}", criterion(kind).to_lowercase()));
        }
    };
    say(CriterionKind::Level, either(&target.levels, ToString::to_string));
    say(CriterionKind::SubLevel, either(&target.sub_levels, ToString::to_string));
    say(CriterionKind::Function, either(&target.functions, ToString::to_string));
    say(CriterionKind::Subject, either(&target.subjects, ToString::to_string));
    capitalised(&parts.join(", "))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `a`, `a ou b`, `a, b ou c`; empty for all.
fn either<T: Ord>(criterion: &Criterion<T>, name: impl Fn(&T) -> String) -> String {
    let mut names: Vec<String> = criterion.values().map(name).collect();
    match (names.pop(), names.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} ou {last}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use domain::{access::Population, fields::FieldErrors, targets::TargetInput};

    use super::population;

    fn words(input: &TargetInput) -> String {
        let parsed = Population::parse(input, &mut FieldErrors::default());
        parsed.as_ref().map(population).unwrap_or_default()
    }

    #[test]
    fn a_population_reads_as_it_was_chosen() {
        let list = |values: &[&str]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
        let families =
            TargetInput { profiles: list(&["National_ELV", "National_TUT"]), ..TargetInput::default() };
        assert_eq!(words(&families), "Élèves ou parents");
        let teachers = TargetInput {
            profiles: list(&["National_ENS"]),
            levels: list(&["2de", "1re", "Terminale"]),
            subjects: list(&["Latin"]),
            ..TargetInput::default()
        };
        assert_eq!(words(&teachers), "Enseignants, niveau 1re, 2de ou Terminale, discipline de poste Latin");
        let by_function = TargetInput { functions: list(&["CPE", "Infirmière"]), ..TargetInput::default() };
        assert_eq!(words(&by_function), "Tous profils, fonction CPE ou Infirmière");
    }
}
