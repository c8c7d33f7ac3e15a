use domain::{
    access::Population,
    directory::{SchoolClass, SchoolLevel, SubLevel},
    targets::{CriterionKind, Target},
    text::apostrophes,
};

use super::{
    criteria::{criterion, people_named, profile_plural},
    whom::whom,
};

/// A target without any criterion.
pub(super) const EVERYBODY: &str = "Everyone: pupils, parents and staff";
/// Schools of one target that are named; the others are counted.
const NAMED: usize = 5;

/// `Teachers, year group 2de or 1re, job CPE`
pub(super) fn population(population: &Population) -> String {
    criteria(population.criteria())
}

/// The criteria of a target, and the schools of its list: empty for *All*.
pub(super) fn target_in_words(target: &Target, schools: &[String]) -> String {
    let who = if target.reaches_everybody() {
        EVERYBODY.to_owned()
    } else {
        whom(target).unwrap_or_else(|| criteria(target))
    };
    in_schools(&who, schools)
}

/// Who, and where: no schools for *All*.
pub(super) fn in_schools(who: &str, schools: &[String]) -> String {
    if schools.is_empty() {
        return who.to_owned();
    }
    let mut named: Vec<String> = schools.iter().take(NAMED).cloned().collect();
    match schools.len().saturating_sub(NAMED) {
        0 => {}
        1 => named.push("and 1 more school".to_owned()),
        more => named.push(format!("and {more} more schools")),
    }
    format!("{who} – {}", named.join(", "))
}

fn criteria(target: &Target) -> String {
    if target.names_people() {
        return people_named(target.people.values().count() as u64);
    }
    let mut parts = vec![if target.profiles.is_all() {
        "all profiles".to_owned()
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

/// `a`, `a or b`, `a, b or c`; empty for all.
fn joined(mut names: Vec<String>) -> String {
    match (names.pop(), names.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} or {last}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use domain::{EstablishmentId, directory::Profile, targets::Target};

    use super::{EVERYBODY, target_in_words};

    #[test]
    fn a_target_reads_as_it_was_chosen() {
        let everybody = Target::everybody();
        assert_eq!(target_in_words(&everybody, &[]), EVERYBODY);
        let families = Target {
            profiles: [Profile::Parent, Profile::Student].into_iter().collect(),
            establishments: [EstablishmentId(1)].into_iter().collect(),
            ..everybody
        };
        assert_eq!(
            target_in_words(&families, &["Lycée Curie".to_owned()]),
            "All pupils and parents – Lycée Curie"
        );
        let names: Vec<String> = (1..7).map(|number| format!("School {number}")).collect();
        assert_eq!(
            target_in_words(&families, &names),
            "All pupils and parents – School 1, School 2, School 3, School 4, School 5, and 1 more school"
        );
    }
}
