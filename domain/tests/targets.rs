//! Who is reached: targets are joined by OR, the criteria of a target by AND, and nothing ever
//! widens.

mod generated;

use std::collections::BTreeSet;

use domain::{
    EstablishmentId,
    directory::{
        Cohort, Profile, SchoolClass, SchoolGroup, SchoolLevel, StaffFunction, SubLevel, TeachingSubject,
    },
    fields::FieldProblem,
    targets::{Audience, Criterion, Target, Targets},
};
use generated::{audience, cohort, everybody, level, perimeter, profile, school, target, targets};
use proptest::prelude::*;

fn reaches(target: &Target, cohort: &Cohort) -> bool {
    audience(std::slice::from_ref(target)).matches(cohort)
}

/// The target reduced to each single criterion, with *Tous* for the others.
fn criteria_apart(target: &Target) -> [Target; 8] {
    let t = target.clone();
    [
        Target { profiles: t.profiles, ..everybody() },
        Target { levels: t.levels, ..everybody() },
        Target { sub_levels: t.sub_levels, ..everybody() },
        Target { functions: t.functions, ..everybody() },
        Target { subjects: t.subjects, ..everybody() },
        Target { classes: t.classes, ..everybody() },
        Target { groups: t.groups, ..everybody() },
        Target { establishments: t.establishments, ..everybody() },
    ]
}

/// The criterion with one more value; *Tous* stays *Tous*.
fn widened<T: Ord + Clone>(criterion: &Criterion<T>, value: T) -> Criterion<T> {
    match criterion {
        Criterion::All => Criterion::All,
        Criterion::AnyOf(values) => values.iter().cloned().chain([value]).collect(),
    }
}

fn only<T: Ord>(value: T) -> Criterion<T> {
    [value].into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn targets_are_joined_by_or(targets in targets(), cohort in cohort()) {
        let any = targets.iter().any(|target| reaches(target, &cohort));
        prop_assert_eq!(audience(&targets).matches(&cohort), any);
    }

    #[test]
    fn criteria_are_joined_by_and(target in target(), cohort in cohort()) {
        let all = criteria_apart(&target).iter().all(|alone| reaches(alone, &cohort));
        prop_assert_eq!(reaches(&target, &cohort), all);
    }

    #[test]
    fn one_more_target_removes_nobody(targets in targets(), more in target(), cohort in cohort()) {
        if audience(&targets).matches(&cohort) {
            prop_assert!(audience(&[targets, vec![more]].concat()).matches(&cohort));
        }
    }

    #[test]
    fn one_more_value_removes_nobody(
        target in target(), cohort in cohort(), profile in profile(), level in level(), school in school(1..=3),
    ) {
        let wider = Target {
            profiles: widened(&target.profiles, profile),
            levels: widened(&target.levels, level),
            establishments: widened(&target.establishments, school),
            ..target.clone()
        };
        prop_assert!(reaches(&wider, &cohort) || !reaches(&target, &cohort));
    }

    #[test]
    fn a_criterion_removes_or_keeps_but_never_adds(target in target(), cohort in cohort()) {
        prop_assert!(reaches(&everybody(), &cohort) || !reaches(&target, &cohort));
    }

    /// For example a level that was renamed, or a function that nobody has any more.
    #[test]
    fn values_that_the_directory_lost_reach_nobody(target in target(), cohort in cohort()) {
        let gone = "Disparu";
        for stale in [
            Target { levels: only(SchoolLevel::parse(gone).unwrap()), ..target.clone() },
            Target { sub_levels: only(SubLevel::parse(gone).unwrap()), ..target.clone() },
            Target { functions: only(StaffFunction::parse(gone).unwrap()), ..target.clone() },
            Target { subjects: only(TeachingSubject::parse(gone).unwrap()), ..target.clone() },
            Target { classes: only(SchoolClass::parse(gone).unwrap()), ..target.clone() },
            Target { groups: only(SchoolGroup::parse(gone).unwrap()), ..target.clone() },
            Target { profiles: only(Profile::LocalAuthority), ..target.clone() },
        ] {
            prop_assert!(!reaches(&stale, &cohort));
        }
    }

    #[test]
    fn nobody_outside_the_perimeter_is_reached(targets in targets(), cohort in cohort()) {
        let audience = audience(&targets);
        prop_assert!(audience.establishments().is_subset(&perimeter()));
        if audience.matches(&cohort) {
            prop_assert!(audience.establishments().contains(&cohort.establishment));
        }
    }

    #[test]
    fn a_school_outside_the_perimeter_is_refused(targets in targets(), foreign in school(4..=9)) {
        let position = targets.len();
        let schools = perimeter().into_iter().chain([foreign]).collect();
        let all = [targets, vec![Target { establishments: schools, ..everybody() }]].concat();
        let refused = Audience::resolve(&Targets::new(all).unwrap(), &perimeter());
        prop_assert_eq!(refused, Err((position, FieldProblem::OutsidePerimeter)));
    }
}

fn parent(level: Option<&str>) -> Cohort {
    Cohort { level: level.and_then(SchoolLevel::parse), ..Cohort::of(EstablishmentId(1), Profile::Parent) }
}

/// Another class of the same level is another class, and the name in another criterion is nothing.
#[test]
fn a_class_is_its_pupils_their_parents_and_their_teachers() {
    let class = SchoolClass::parse("6e A").unwrap();
    let of = |profile, class: &str, group: &str| Cohort {
        level: SchoolLevel::parse("6e"),
        class: SchoolClass::parse(class),
        group: SchoolGroup::parse(group),
        ..Cohort::of(EstablishmentId(1), profile)
    };
    let whole = Target { classes: only(class), ..everybody() };
    for profile in [Profile::Student, Profile::Parent, Profile::Teacher] {
        assert!(reaches(&whole, &of(profile, "6e A", "Latin")));
        assert!(!reaches(&whole, &of(profile, "6e B", "6e A")));
        assert!(!reaches(&whole, &of(profile, "", "Latin")));
    }
    let latin = Target { groups: only(SchoolGroup::parse("Latin").unwrap()), ..whole };
    assert!(reaches(&latin, &of(Profile::Parent, "6e A", "Latin")));
    assert!(!reaches(&latin, &of(Profile::Parent, "6e A", "Chorale")));
    assert!(!latin.reaches_everybody());
}

#[test]
fn parents_of_6e_are_parents_with_a_child_in_6e() {
    let target = Target {
        profiles: only(Profile::Parent),
        levels: only(SchoolLevel::parse("6e").unwrap()),
        ..everybody()
    };
    assert!(reaches(&target, &parent(Some("6e"))));
    assert!(!reaches(&target, &parent(Some("5e"))));
    assert!(!reaches(&target, &parent(None)));
    assert!(!reaches(&target, &Cohort { profile: Profile::Student, ..parent(Some("6e")) }));
}

/// Values are compared exactly: `6E` is another level, as in the database.
#[test]
fn values_are_compared_exactly() {
    let target = Target { levels: only(SchoolLevel::parse(" 6e ").unwrap()), ..everybody() };
    assert!(reaches(&target, &parent(Some("6e"))));
    assert!(!reaches(&target, &parent(Some("6E"))));
}

#[test]
fn all_schools_means_those_of_the_perimeter() {
    let targets = Targets::new(vec![everybody()]).unwrap();
    let one = BTreeSet::from([EstablishmentId(2)]);
    let audience = Audience::resolve(&targets, &one).unwrap();
    assert_eq!(audience.establishments(), one);
    assert!(!audience.matches(&parent(None)));
}

#[test]
fn without_a_perimeter_nobody_is_reached() {
    let targets = Targets::new(vec![everybody()]).unwrap();
    let audience = Audience::resolve(&targets, &BTreeSet::new()).unwrap();
    assert!(audience.establishments().is_empty() && !audience.matches(&parent(None)));
}
