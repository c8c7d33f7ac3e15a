//! Targets on their way through forms and storage: only *Tous* becomes *Tous*.

mod generated;

use domain::{
    EstablishmentId,
    fields::FieldErrors,
    targets::{Criterion, Target, TargetInput},
};
use generated::{audience, cohort, everybody, target, targets};
use proptest::{collection::vec, prelude::*, sample::select};

fn parse(input: TargetInput) -> Result<Target, FieldErrors> {
    let mut errors = FieldErrors::default();
    let form = domain::communications::CommunicationInput { targets: vec![input], ..Default::default() };
    form.parse_targets(&mut errors).map(|targets| targets.as_slice()[0].clone()).ok_or(errors)
}

fn json(target: &Target) -> serde_json::Value {
    serde_json::to_value(target).expect("JSON")
}

/// Valid values, unknown ones and blanks.
fn values(right: &'static [&'static str]) -> impl Strategy<Value = Vec<String>> {
    let stranger = "[ \\PC]{0,3}";
    vec(prop_oneof![4 => select(right).prop_map(str::to_owned), 1 => stranger], 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn only_an_untouched_criterion_means_all(
        profiles in values(&["National_ENS"]), levels in values(&["6e", " 5e"]),
        sub_levels in values(&["1re générale"]), functions in values(&["CPE"]), subjects in values(&["Arts"]),
        classes in values(&["6e A"]), groups in values(&["Latin"]),
        custom_establishments in any::<bool>(), establishments in values(&["1", "2"]),
    ) {
        let input = TargetInput {
            profiles, levels, sub_levels, functions, subjects, classes, groups, custom_establishments, establishments,
            ..TargetInput::default()
        };
        if let Ok(target) = parse(input.clone()) {
            prop_assert_eq!(target.profiles.is_all(), input.profiles.is_empty());
            prop_assert_eq!(target.levels.is_all(), input.levels.is_empty());
            prop_assert_eq!(target.sub_levels.is_all(), input.sub_levels.is_empty());
            prop_assert_eq!(target.functions.is_all(), input.functions.is_empty());
            prop_assert_eq!(target.subjects.is_all(), input.subjects.is_empty());
            prop_assert_eq!(target.classes.is_all(), input.classes.is_empty());
            prop_assert_eq!(target.groups.is_all(), input.groups.is_empty());
            prop_assert!(!target.names_people());
            prop_assert_eq!(target.establishments.is_all(), !custom_establishments);
        }
    }

    #[test]
    fn a_stored_target_means_what_it_meant(target in target()) {
        let stored = json(&target).to_string();
        prop_assert_eq!(serde_json::from_str::<Target>(&stored).unwrap(), target);
    }

    #[test]
    fn stored_targets_reach_the_same_people(targets in targets(), cohort in cohort()) {
        let stored: Vec<_> = targets.iter().map(json).collect();
        let back: Vec<Target> = serde_json::from_value(stored.into()).unwrap();
        prop_assert_eq!(audience(&back).matches(&cohort), audience(&targets).matches(&cohort));
    }

    #[test]
    fn only_all_is_stored_as_an_empty_list(target in target()) {
        let stored = json(&target);
        let empty = |key: &str| stored[key].as_array().expect("a list").is_empty();
        prop_assert_eq!(empty("profiles"), target.profiles.is_all());
        prop_assert_eq!(empty("levels"), target.levels.is_all());
        prop_assert_eq!(empty("sub_levels"), target.sub_levels.is_all());
        prop_assert_eq!(empty("functions"), target.functions.is_all());
        prop_assert_eq!(empty("subjects"), target.subjects.is_all());
        prop_assert_eq!(empty("classes"), target.classes.is_all());
        prop_assert_eq!(empty("groups"), target.groups.is_all());
        prop_assert_eq!(empty("people"), !target.names_people());
        prop_assert_eq!(empty("establishments"), target.establishments.is_all());
    }
}

#[test]
fn an_empty_list_of_schools_is_refused_not_widened() {
    let input = TargetInput { custom_establishments: true, ..TargetInput::default() };
    let errors = parse(input).expect_err("a refusal");
    assert_eq!(errors.0.keys().collect::<Vec<_>>(), ["cible-1-etablissements"]);
}

#[test]
fn a_target_for_everybody_is_stored_as_empty_lists() {
    let stored = json(&everybody());
    assert_eq!(stored.as_object().expect("an object").len(), 9);
    assert!(stored.as_object().unwrap().values().all(|list| list == &serde_json::json!([])));
}

/// Read back, an empty list would mean everybody: it is better to refuse it.
#[test]
fn a_criterion_without_a_value_cannot_be_stored() {
    let nobody = Criterion::<EstablishmentId>::AnyOf([].into_iter().collect());
    assert!(!nobody.accepts(Some(&EstablishmentId(1))));
    assert!(serde_json::to_string(&nobody).is_err());
    assert!(serde_json::to_string(&Target { establishments: nobody, ..everybody() }).is_err());
}

#[test]
fn a_stored_target_that_lost_a_criterion_is_refused() {
    for key in [
        "profiles",
        "levels",
        "sub_levels",
        "functions",
        "subjects",
        "classes",
        "groups",
        "people",
        "establishments",
    ] {
        let mut missing = json(&everybody());
        missing.as_object_mut().unwrap().remove(key);
        assert!(serde_json::from_value::<Target>(missing).is_err(), "{key} missing");
        for wrong in [serde_json::json!(null), serde_json::json!({}), serde_json::json!([null])] {
            let mut spoilt = json(&everybody());
            spoilt[key] = wrong;
            assert!(serde_json::from_value::<Target>(spoilt.clone()).is_err(), "{spoilt}");
        }
    }
}

#[test]
fn a_stored_profile_that_is_unknown_is_refused() {
    let mut spoilt = json(&everybody());
    spoilt["profiles"] = serde_json::json!(["student", "alien"]);
    assert!(serde_json::from_value::<Target>(spoilt).is_err());
}

#[test]
fn the_same_value_twice_is_chosen_once() {
    let twice = TargetInput { levels: vec!["6e".to_owned(), " 6e ".to_owned()], ..TargetInput::default() };
    assert_eq!(parse(twice).expect("a target").levels.values().count(), 1);
}
