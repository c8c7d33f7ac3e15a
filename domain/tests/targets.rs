//! Who is reached: targets are joined by OR, the criteria of a target by AND, and nothing ever
//! widens.

mod generated;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EstablishmentId, PersonId,
    directory::{
        Cohort, Profile, SchoolClass, SchoolGroup, SchoolLevel, StaffFunction, SubLevel, TeachingSubject,
    },
    fields::{FieldErrors, FieldProblem},
    targets::{Audience, Criterion, MAX_PEOPLE, Target, TargetInput, Targets},
};
use generated::{audience, cohort, everybody, level, perimeter, person, profile, school, target, targets};
use proptest::prelude::*;

fn reaches(target: &Target, cohort: &Cohort) -> bool {
    audience(std::slice::from_ref(target)).matches(cohort)
}

/// The target reduced to each single criterion, with *Tous* for the others.
fn criteria_apart(target: &Target) -> [Target; 9] {
    let t = target.clone();
    [
        Target { profiles: t.profiles, ..everybody() },
        Target { levels: t.levels, ..everybody() },
        Target { sub_levels: t.sub_levels, ..everybody() },
        Target { functions: t.functions, ..everybody() },
        Target { subjects: t.subjects, ..everybody() },
        Target { classes: t.classes, ..everybody() },
        Target { groups: t.groups, ..everybody() },
        Target { people: t.people, ..everybody() },
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

    /// Whoever is reached by the cohort is reached whatever their name, and nobody else is reached
    /// unless a target names them.
    #[test]
    fn a_name_reaches_one_person(targets in targets(), cohort in cohort(), person in person()) {
        let audience = audience(&targets);
        let reached = audience.reaches(person, &cohort);
        let is_named = audience.named().any(|named| named == person);
        prop_assert!(reached || !audience.matches(&cohort));
        prop_assert!(is_named || reached == audience.matches(&cohort));
        let by_one = targets.iter().any(|target| {
            let alone = generated::audience(std::slice::from_ref(target));
            alone.matches(&cohort) || target.people.accepts(Some(&person)) && alone.reaches(person, &cohort)
        });
        prop_assert_eq!(reached, by_one);
    }

    /// A target that names people is nothing for the schools where none of them is.
    #[test]
    fn named_people_are_reached_where_they_are(
        targets in targets(), cohort in cohort(), other in cohort(), person in person(),
    ) {
        let audience = audience(&targets);
        let places = BTreeMap::from([(person, BTreeSet::from([cohort.establishment, other.establishment]))]);
        let narrowed = audience.where_people_are(&places);
        for own in [&cohort, &other] {
            prop_assert_eq!(narrowed.reaches(person, own), audience.reaches(person, own));
            prop_assert_eq!(narrowed.matches(own), audience.matches(own));
        }
        prop_assert!(narrowed.establishments().is_subset(&audience.establishments()));
        prop_assert_eq!(narrowed.where_people_are(&places), narrowed.clone());
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

/// The form: bounds, the same person twice, and no criterion that was chosen before.
#[test]
fn people_are_named_one_by_one() {
    let input = |people: &[&str]| TargetInput {
        named: true,
        people: people.iter().map(ToString::to_string).collect(),
        levels: vec!["6e".to_owned()],
        ..TargetInput::default()
    };
    let parse = |input: TargetInput| {
        let mut errors = FieldErrors::default();
        let form = domain::communications::CommunicationInput { targets: vec![input], ..Default::default() };
        let targets = form.parse_targets(&mut errors);
        targets.map(|targets| targets.as_slice()[0].clone()).ok_or(errors)
    };
    let refused = |input: TargetInput| parse(input).expect_err("a refusal").0;
    let named = parse(input(&["7", "3", "7"])).expect("a target");
    assert_eq!(named, Target { people: [PersonId(3), PersonId(7)].into_iter().collect(), ..everybody() });
    assert!(named.names_people() && !named.reaches_everybody());
    assert_eq!(TargetInput::from(&named).people, ["3", "7"]);
    assert_eq!(parse(TargetInput::from(&named)), Ok(named));
    for (people, problem) in
        [(&[][..], FieldProblem::Required), (&["7", "x"][..], FieldProblem::UnknownChoice)]
    {
        assert_eq!(refused(input(people)).get("cible-1-personnes"), Some(&problem), "{people:?}");
    }
    let many = |number: usize| TargetInput {
        people: (0..number).map(|number| number.to_string()).collect(),
        ..input(&[])
    };
    assert_eq!(parse(many(MAX_PEOPLE)).expect("a target").people.values().count(), MAX_PEOPLE);
    let problem = FieldProblem::TooManyPeople { max: MAX_PEOPLE };
    assert_eq!(refused(many(MAX_PEOPLE + 1)).get("cible-1-personnes"), Some(&problem));
    let twice = [many(MAX_PEOPLE).people, many(MAX_PEOPLE).people].concat();
    assert!(parse(TargetInput { people: twice.clone(), ..input(&[]) }).is_ok(), "each counts once");
    let thrice = [twice, many(MAX_PEOPLE).people].concat();
    assert!(parse(TargetInput { people: thrice, ..input(&[]) }).is_err());
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
