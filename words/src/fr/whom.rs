//! A target as a sentence that says whom it reaches.

use domain::{
    directory::{Profile, SchoolClass, SchoolLevel, SubLevel},
    targets::{Criterion, Target, staff_apart},
    text::apostrophes,
};

/// `Tous les parents de 2de et 1re`; `None` for a target without any of these criteria.
pub(super) fn whom(target: &Target) -> Option<String> {
    let Target { profiles, levels, sub_levels, functions, subjects, classes, groups, .. } = target;
    let qualified = [
        of("de", ranked(levels, SchoolLevel::rank)),
        one_or_more([" de la classe ", " des classes "], ranked(classes, SchoolClass::rank)),
        one_or_more([" du groupe ", " des groupes "], named(groups)),
        one_or_more([", en ", ", en "], ranked(sub_levels, SubLevel::rank)),
        one_or_more([", fonction ", ", fonctions "], named(functions)),
        one_or_more([", discipline ", ", disciplines "], named(subjects)),
    ]
    .concat();
    let (staff, others) = staff_apart(profiles);
    let mut people: Vec<String> = others.into_iter().map(|profile| all_the(profile).to_owned()).collect();
    people.extend(staff.then(|| "tous les personnels".to_owned()));
    let people = joined(people);
    match (people.is_empty(), qualified.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("Toutes les personnes{qualified}")),
        (false, _) => Some(format!("{}{qualified}", capitalised(&people))),
    }
}

const fn all_the(profile: Profile) -> &'static str {
    match profile {
        Profile::Student => "tous les élèves",
        Profile::Parent => "tous les parents",
        Profile::Teacher => "tous les enseignants",
        Profile::Management => "toute la direction",
        Profile::SchoolLife => "toute la vie scolaire",
        Profile::AdminTechnical => "tous les personnels administratifs et techniques",
        Profile::Librarian => "tous les documentalistes",
        Profile::Academy => "toute l’académie",
        Profile::LocalAuthority => "toute la collectivité",
    }
}

/// ` de 2de et 1re`, ` d’ULIS`; empty for no names.
fn of(word: &str, names: Vec<String>) -> String {
    match names.first().and_then(|name| name.chars().next()) {
        None => String::new(),
        Some(first) if "AEIOUÉÈÊaeiouéèê".contains(first) => format!(" d’{}", joined(names)),
        Some(_) => format!(" {word} {}", joined(names)),
    }
}

/// The names after one of two words; empty for no names.
fn one_or_more(words: [&str; 2], names: Vec<String>) -> String {
    match names.len() {
        0 => String::new(),
        1 => format!("{}{}", words[0], joined(names)),
        _ => format!("{}{}", words[1], joined(names)),
    }
}

fn named<T: Ord + AsRef<str>>(criterion: &Criterion<T>) -> Vec<String> {
    ranked(criterion, |_| 0)
}

/// In the order in which pupils go through them.
fn ranked<T: Ord + AsRef<str>>(criterion: &Criterion<T>, rank: fn(&T) -> u8) -> Vec<String> {
    criterion.names(rank).iter().map(|name| apostrophes(name)).collect()
}

/// `a`, `a et b`, `a, b et c`
fn joined(mut names: Vec<String>) -> String {
    match (names.pop(), names.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} et {last}", names.join(", ")),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use domain::{
        fields::FieldErrors,
        targets::{Target, TargetInput},
    };

    use super::whom;

    fn said(input: &TargetInput) -> Option<String> {
        let target: Target = input.parse(0, &mut FieldErrors::default()).expect("a target");
        whom(&target)
    }

    #[test]
    fn a_target_says_whom_it_reaches() {
        let list = |values: &[&str]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
        let of = |profiles: &[&str]| TargetInput { profiles: list(profiles), ..TargetInput::default() };
        assert_eq!(said(&of(&[])), None, "everybody has a sentence of its own");
        let parents = TargetInput { levels: list(&["1re", "2de"]), ..of(&["National_TUT"]) };
        assert_eq!(said(&parents).as_deref(), Some("Tous les parents de 2de et 1re"));
        let families = of(&["National_ELV", "National_TUT"]);
        assert_eq!(said(&families).as_deref(), Some("Tous les élèves et tous les parents"));
        let staff = ["National_ENS", "National_DIR", "National_EVS", "National_ETA", "National_DOC"];
        assert_eq!(said(&of(&staff)).as_deref(), Some("Tous les personnels"));
        let adults = of(&[&["National_TUT"][..], &staff[..]].concat());
        assert_eq!(said(&adults).as_deref(), Some("Tous les parents et tous les personnels"));
        let some = said(&of(&staff[2..])).unwrap_or_default();
        assert!(some.ends_with("et tous les documentalistes"), "some of them are named: {some}");
        let class = TargetInput { classes: list(&["2de 3"]), ..of(&["National_ELV"]) };
        assert_eq!(said(&class).as_deref(), Some("Tous les élèves de la classe 2de 3"));
        let classes = TargetInput { classes: list(&["2de 10", "1re 1", "2de 9"]), ..of(&["National_ELV"]) };
        assert_eq!(said(&classes).as_deref(), Some("Tous les élèves des classes 2de 9, 2de 10 et 1re 1"));
        let subjects =
            TargetInput { subjects: list(&["Économie", "Sport", "anglais"]), ..of(&["National_ENS"]) };
        assert_eq!(
            said(&subjects).as_deref(),
            Some("Tous les enseignants, disciplines anglais, Économie et Sport")
        );
        let inclusive = TargetInput { levels: list(&["ULIS"]), ..of(&["National_ELV"]) };
        assert_eq!(said(&inclusive).as_deref(), Some("Tous les élèves d’ULIS"));
        let nurses = TargetInput { functions: list(&["CPE", "Infirmière"]), ..of(&[]) };
        assert_eq!(said(&nurses).as_deref(), Some("Toutes les personnes, fonctions CPE et Infirmière"));
        let heads = TargetInput { functions: list(&["Chef d'établissement"]), ..of(&[]) };
        assert_eq!(said(&heads).as_deref(), Some("Toutes les personnes, fonction Chef d’établissement"));
        let latin = TargetInput { subjects: list(&["Latin"]), ..of(&["National_ENS", "National_DIR"]) };
        assert_eq!(
            said(&latin).as_deref(),
            Some("Tous les enseignants et toute la direction, discipline Latin")
        );
    }
}
