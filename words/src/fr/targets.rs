//! Profiles and criteria.

use domain::{directory::Profile, targets::CriterionKind};

use super::{
    criteria::{criterion, people_named, profile_plural},
    numbers::number,
    population::{in_schools, target_in_words},
};
use crate::rooms::Targets;

pub(super) const TARGETS: Targets = Targets {
    everybody: super::population::EVERYBODY,
    profile_label: "Profil",
    all_profiles: "Tous",
    filter_profiles: "Filtrer les profils",
    clear_choices: "Tout décocher",
    people_choice: "Qui est visé",
    by_criteria: "Par critères",
    by_name: "Personnes nommées",
    people: "Personnes",
    people_search: "Chercher une personne",
    people_search_hint: "Deux lettres du nom ou du prénom au moins. 200 personnes au plus ; leurs parents ne sont pas destinataires, sauf si vous les nommez.",
    people_found: "Personnes trouvées",
    person_gone: "Personne qui n’est plus dans votre périmètre",
    profile,
    profile_plural,
    pupils_or_parents,
    criterion,
    all_of,
    filter_of,
    too_many,
    choices,
    absent,
    people_named,
    found_people,
    people_gone,
    named_in_words,
    in_words: target_in_words,
};

pub(super) const fn profile(profile: Profile) -> &'static str {
    match profile {
        Profile::Student => "Élève",
        Profile::Parent => "Parent",
        Profile::Teacher => "Enseignant",
        Profile::Management => "Direction",
        Profile::SchoolLife => "Vie scolaire",
        Profile::AdminTechnical => "Personnel administratif et technique",
        Profile::Librarian => "Documentaliste",
        Profile::Academy => "Académie",
        Profile::LocalAuthority => "Collectivité",
    }
}

/// `312 élèves`, `1 parent`
pub(super) fn pupils_or_parents(of: Profile, count: u64) -> String {
    let word = match (of, count) {
        (Profile::Student, 0 | 1) => "élève",
        (Profile::Parent, 0 | 1) => "parent",
        _ => profile_plural(of),
    };
    format!("{} {word}", number(count))
}

/// *Tous*, in the gender of the criterion.
pub(super) const fn all_of(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Level | CriterionKind::SubLevel | CriterionKind::Group => "Tous",
        CriterionKind::Function | CriterionKind::Subject | CriterionKind::Class => "Toutes",
    }
}

/// The label of the input that shortens a long list of choices.
pub(super) const fn filter_of(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Level => "Filtrer les niveaux",
        CriterionKind::SubLevel => "Filtrer les sous-niveaux",
        CriterionKind::Function => "Filtrer les fonctions",
        CriterionKind::Subject => "Filtrer les disciplines",
        CriterionKind::Class => "Filtrer les classes",
        CriterionKind::Group => "Filtrer les groupes",
    }
}

/// Instead of a list that would be too long.
const fn too_many(kind: CriterionKind) -> &'static str {
    match kind {
        CriterionKind::Class => "Classe : choisissez moins d’établissements pour voir leurs classes.",
        CriterionKind::Group => "Groupe : choisissez moins d’établissements pour voir leurs groupes.",
        _ => "Choisissez moins d’établissements pour voir les autres choix.",
    }
}

fn choices(count: usize) -> String {
    match count {
        0 => "Aucun choix : tous sont concernés".to_owned(),
        _ => format!("{count} choix"),
    }
}

fn absent(name: &str) -> String {
    format!("{name} (absent de ces établissements)")
}

fn found_people(count: usize, most: usize) -> String {
    match count {
        0 => "Personne de ce nom dans votre périmètre.".to_owned(),
        1 => "1 personne trouvée.".to_owned(),
        all if all == most => {
            format!("Les {most} premières personnes trouvées : précisez pour en voir d’autres.")
        }
        some => format!("{some} personnes trouvées."),
    }
}

fn people_gone(count: u64) -> String {
    match count {
        0 | 1 => format!("{count} n’est plus dans ces établissements"),
        _ => format!("{} ne sont plus dans ces établissements", number(count)),
    }
}

fn named_in_words(count: u64, names: &[String], gone: u64, schools: &[String]) -> String {
    let mut said = names.to_vec();
    let left = count.saturating_sub(names.len() as u64).saturating_sub(gone);
    if left > 0 {
        said.push(format!("et {} de plus", number(left)));
    }
    if gone > 0 {
        said.push(people_gone(gone));
    }
    in_schools(&format!("{} ({})", people_named(count), said.join(", ")), schools)
}
