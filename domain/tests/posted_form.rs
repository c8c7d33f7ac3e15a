//! The form as a browser without JavaScript posts it.

mod form;

use domain::{
    communications::CommunicationInput,
    fields::FieldProblem,
    targets::{CriterionKind, MAX_TARGETS, TargetInput, target_field},
};
use form::{filled, today};

fn posted(pairs: &[(&str, &str)]) -> CommunicationInput {
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect();
    CommunicationInput::from_pairs(&pairs)
}

const FILLED: [(&str, &str); 18] = [
    ("perimetre", "school-1"),
    ("cible", "1"),
    ("cible-1-profils", "National_TUT"),
    ("cible-1-niveaux", "6e"),
    ("cible-1-sous-niveaux", ""),
    ("cible-1-etablissements-choix", "liste"),
    ("cible-1-etablissements", "1"),
    ("canal", "announcement"),
    ("type", "warning"),
    ("texte", "Réunion de rentrée"),
    ("lien", "externe"),
    ("lien-url", "https://ecole.example/rentree"),
    ("periode-debut", "2026-10-05"),
    ("periode-fin", "2026-10-09"),
    ("reponse", "oui"),
    ("actualite-debut", "2026-10-05"),
    ("actualite-fin", "2026-10-12"),
    ("action", "deployer"),
];

#[test]
fn a_posted_form_equals_the_filled_form() {
    assert_eq!(posted(&FILLED), filled());
}

#[test]
fn several_values_of_a_criterion_are_kept_apart_by_target() {
    let form = posted(&[
        ("cible", "1"),
        ("cible", "2"),
        ("cible-1-niveaux", "6e"),
        ("cible-2-niveaux", "5e"),
        ("cible-1-niveaux", "4e"),
    ]);
    let levels: Vec<_> = form.targets.iter().map(|target| target.levels.join(" ")).collect();
    assert_eq!(levels, ["6e 4e", "5e"]);
}

/// Names without the choice, and the choice without names, never become everybody.
#[test]
fn names_are_names_whatever_is_missing() {
    let named = |pairs: &[(&str, &str)]| {
        let form = posted(&[&[("cible", "1")], pairs].concat());
        (form.targets[0].named, form.targets[0].people.clone())
    };
    let seven = || vec!["7".to_owned()];
    let (name, choice) = (("cible-1-personnes", "7"), "cible-1-personnes-choix");
    assert_eq!(named(&[name]), (true, seven()));
    assert_eq!(named(&[name, (choice, "personnes")]), (true, seven()));
    assert_eq!(named(&[name, (choice, "criteres")]), (false, seven()), "kept for a change of mind");
    assert_eq!(named(&[]), (false, vec![]));
    let form = posted(&[("cible", "1"), (choice, "personnes"), ("cible-1-personnes-recherche", "roux")]);
    let errors = form.parse(today()).expect_err("a refusal");
    assert_eq!(errors.get("cible-1-personnes"), Some(&FieldProblem::Required));
    assert_eq!(form.targets[0].people_search, "roux");
}

#[test]
fn a_list_of_schools_with_none_ticked_is_not_all_of_them() {
    let form = posted(&[("cible", "1"), ("cible-1-etablissements-choix", "liste")]);
    let errors = form.parse(today()).expect_err("a refusal");
    assert_eq!(errors.get("cible-1-etablissements"), Some(&FieldProblem::Required));
}

#[test]
fn an_eleventh_target_is_refused_not_dropped() {
    let numbers: Vec<String> = (2..=MAX_TARGETS + 1).map(|number| number.to_string()).collect();
    let others: Vec<_> = numbers.iter().map(|number| ("cible", number.as_str())).collect();
    let pairs = [&FILLED[..], &others].concat();
    let errors = posted(&pairs).parse(today()).expect_err("a refusal");
    assert_eq!(errors.get("cibles"), Some(&FieldProblem::TooManyTargets { max: MAX_TARGETS }));
}

/// A missing number must not become a target without criteria, which is for everybody.
#[test]
fn a_gap_between_targets_adds_no_target() {
    let form =
        posted(&[("cible", "1"), ("cible", "3"), ("cible-1-niveaux", "6e"), ("cible-3-niveaux", "5e")]);
    let levels: Vec<_> = form.targets.iter().map(|target| target.levels.join(" ")).collect();
    assert_eq!(levels, ["6e", "5e"]);
}

#[test]
fn schools_posted_without_the_choice_are_still_a_list() {
    let form = posted(&[("cible", "1"), ("cible-1-etablissements", "4")]);
    assert!(form.targets[0].custom_establishments);
}

#[test]
fn nothing_posted_is_an_empty_form() {
    assert_eq!(posted(&[]), CommunicationInput::default());
}

/// The control that is read is the control that is marked.
#[test]
fn each_criterion_is_marked_where_it_was_posted() {
    for kind in CriterionKind::ALL {
        let field = target_field(0, kind.part());
        let form = posted(&[("cible", "1"), (&field, "\u{1b}")]);
        assert_ne!(form.targets, [TargetInput::default()]);
        let errors = form.parse(today()).expect_err("a refusal");
        assert_eq!(errors.get(&field), Some(&FieldProblem::ControlCharacter));
    }
}
