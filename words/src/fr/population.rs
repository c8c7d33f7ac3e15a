use domain::{
    access::Population,
    directory::{SchoolClass, SchoolLevel, SubLevel},
    targets::{CriterionKind, Target},
    text::apostrophes,
};

use super::{
    criteria::{criterion, people_named, profile_plural},
    numbers::establishments,
    whom::whom,
};

/// A target without any criterion.
pub(super) const EVERYBODY: &str = "Tout le monde : élèves, parents et personnels";
/// Schools of one target that are named; the others are counted.
const NAMED: usize = 5;

/// `Enseignants, niveau 2de ou 1re, fonction CPE`
pub(super) fn population(population: &Population) -> String {
    criteria(population.criteria())
}

/// The criteria of a target, and the schools of its list: empty for *Tous*.
pub(super) fn target_in_words(target: &Target, schools: &[String]) -> String {
    let who = if target.reaches_everybody() {
        EVERYBODY.to_owned()
    } else {
        whom(target).unwrap_or_else(|| criteria(target))
    };
    in_schools(&who, schools)
}

/// Who, and where: no schools for *Tous*.
pub(super) fn in_schools(who: &str, schools: &[String]) -> String {
    if schools.is_empty() {
        return who.to_owned();
    }
    let mut named: Vec<String> = schools.iter().take(NAMED).cloned().collect();
    if schools.len() > NAMED {
        named.push(format!("et {} de plus", establishments((schools.len() - NAMED) as u64)));
    }
    format!("{who} – {}", named.join(", "))
}

fn criteria(target: &Target) -> String {
    if target.names_people() {
        return people_named(target.people.values().count() as u64);
    }
    let mut parts = vec![if target.profiles.is_all() {
        "tous profils".to_owned()
    } else {
        joined(target.profiles.values().map(|one| profile_plural(*one).to_owned()).collect())
    }];
    let mut say = |kind: CriterionKind, values: String| {
        if !values.is_empty() {
            parts.push(format!("{} {}", criterion(kind).to_lowercase(), apostrophes(&values)));
        }
    };
    say(CriterionKind::Level, joined(target.levels.names(SchoolLevel::rank)));
    say(CriterionKind::SubLevel, joined(target.sub_levels.names(SubLevel::rank)));
    say(CriterionKind::Function, joined(target.functions.names(|_| 0)));
    say(CriterionKind::Subject, joined(target.subjects.names(|_| 0)));
    say(CriterionKind::Class, joined(target.classes.names(SchoolClass::rank)));
    say(CriterionKind::Group, joined(target.groups.names(|_| 0)));
    capitalised(&parts.join(", "))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `a`, `a ou b`, `a, b ou c`; empty for all.
fn joined(mut names: Vec<String>) -> String {
    match (names.pop(), names.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} ou {last}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        EstablishmentId, PersonId,
        access::Population,
        directory::Profile,
        fields::FieldErrors,
        targets::{Target, TargetInput},
    };

    use super::{EVERYBODY, population, target_in_words};

    #[test]
    fn a_target_reads_as_it_was_chosen() {
        let everybody = Target::everybody();
        assert_eq!(target_in_words(&everybody, &[]), EVERYBODY);
        let parents = Target {
            profiles: [Profile::Parent].into_iter().collect(),
            establishments: [EstablishmentId(1)].into_iter().collect(),
            ..everybody
        };
        assert_eq!(target_in_words(&parents, &["Lycée Curie".to_owned()]), "Tous les parents – Lycée Curie");
        let names: Vec<String> = (1..8).map(|number| format!("École {number}")).collect();
        assert_eq!(
            target_in_words(&parents, &names),
            "Tous les parents – École 1, École 2, École 3, École 4, École 5, et 2 établissements de plus"
        );
    }

    #[test]
    fn people_who_are_named_are_counted_and_the_first_ones_listed() {
        let people = (1..=4).map(PersonId).collect();
        let named = Target { people, ..Target::everybody() };
        assert_eq!(target_in_words(&named, &[]), "4 personnes nommées");
        let words = &crate::Language::French.words().targets;
        let listed = ["Léa Roux".to_owned(), "Ali Petit".to_owned()];
        assert_eq!(
            words.named_in_words(4, &listed, 1, &["Lycée Curie".to_owned()]),
            "4 personnes nommées (Léa Roux, Ali Petit, et 1 de plus, 1 n’est plus dans ces établissements) – Lycée Curie"
        );
        assert_eq!(words.named_in_words(1, &listed[..1], 0, &[]), "1 personne nommée (Léa Roux)");
    }

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
        assert_eq!(words(&teachers), "Enseignants, niveau 2de, 1re ou Terminale, discipline de poste Latin");
        let class = TargetInput {
            profiles: list(&["National_TUT"]),
            classes: list(&["2de 4", "2de 3"]),
            groups: list(&["Latin"]),
            ..TargetInput::default()
        };
        assert_eq!(words(&class), "Parents, classe 2de 3 ou 2de 4, groupe Latin");
        let by_function = TargetInput { functions: list(&["CPE", "Infirmière"]), ..TargetInput::default() };
        assert_eq!(words(&by_function), "Tous profils, fonction CPE ou Infirmière");
        let heads = TargetInput { functions: list(&["Chef d'établissement"]), ..TargetInput::default() };
        assert_eq!(words(&heads), "Tous profils, fonction Chef d’établissement");
    }
}
