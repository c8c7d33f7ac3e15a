//! Random targets and cohorts, drawn from so few values that they often meet.

use std::collections::BTreeSet;

use domain::{
    EstablishmentId, PersonId,
    directory::{
        Cohort, Profile, SchoolClass, SchoolGroup, SchoolLevel, StaffFunction, SubLevel, TeachingSubject,
    },
    targets::{Audience, Criterion, Target, Targets},
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// The schools that the sender may address.
pub fn perimeter() -> BTreeSet<EstablishmentId> {
    (1..=3).map(EstablishmentId).collect()
}

pub fn everybody() -> Target {
    Target::everybody()
}

/// What `targets` mean to a sender of [`perimeter`].
pub fn audience(targets: &[Target]) -> Audience {
    let targets = Targets::new(targets.to_vec()).expect("one to ten");
    Audience::resolve(&targets, &perimeter()).expect("inside the perimeter")
}

fn name<T>(parse: impl Fn(&str) -> Option<T>, names: &'static [&'static str]) -> impl Strategy<Value = T>
where
    T: std::fmt::Debug,
{
    select(names).prop_map(move |name| parse(name).expect("a name"))
}

pub fn level() -> impl Strategy<Value = SchoolLevel> {
    name(SchoolLevel::parse, &["6e", "5e", "Terminale"])
}

fn sub_level() -> impl Strategy<Value = SubLevel> {
    name(SubLevel::parse, &["1re générale", "1re technologique"])
}

fn function() -> impl Strategy<Value = StaffFunction> {
    name(StaffFunction::parse, &["CPE", "Infirmière"])
}

fn subject() -> impl Strategy<Value = TeachingSubject> {
    name(TeachingSubject::parse, &["Arts", "Mathématiques"])
}

fn class() -> impl Strategy<Value = SchoolClass> {
    name(SchoolClass::parse, &["6e A", "6e B"])
}

fn group() -> impl Strategy<Value = SchoolGroup> {
    name(SchoolGroup::parse, &["Latin", "Chorale"])
}

pub fn profile() -> impl Strategy<Value = Profile> {
    select(&[Profile::Student, Profile::Parent, Profile::Teacher][..])
}

/// The people whom targets name, and one more.
#[allow(dead_code, reason = "not every test that has this module asks for people")]
pub fn person() -> impl Strategy<Value = PersonId> {
    (1..=4_i64).prop_map(PersonId)
}

pub fn school(ids: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = EstablishmentId> {
    ids.prop_map(EstablishmentId)
}

/// *Tous* more often than not: otherwise almost nobody would meet all criteria.
fn criterion<T: Ord + Clone + std::fmt::Debug>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Criterion<T>> {
    prop_oneof![
        3 => Just(Criterion::All),
        2 => vec(value, 1..3).prop_map(|values| values.into_iter().collect()),
    ]
}

/// Few targets name people, and those mostly have no other criterion.
fn named() -> impl Strategy<Value = Criterion<PersonId>> {
    prop_oneof![
        4 => Just(Criterion::All),
        1 => vec((1..=3_i64).prop_map(PersonId), 1..3).prop_map(|people| people.into_iter().collect()),
    ]
}

prop_compose! {
    pub fn target()(
        profiles in criterion(profile()), levels in criterion(level()), sub_levels in criterion(sub_level()),
        functions in criterion(function()), subjects in criterion(subject()),
        classes in criterion(class()), groups in criterion(group()), people in named(),
        establishments in criterion(school(1..=3)),
    ) -> Target {
        Target { profiles, levels, sub_levels, functions, subjects, classes, groups, people, establishments }
    }
}

pub fn targets() -> impl Strategy<Value = Vec<Target>> {
    vec(target(), 1..=4)
}

prop_compose! {
    /// One school more than the perimeter has.
    pub fn cohort()(
        establishment in school(1..=4), profile in profile(), level in option::of(level()),
        sub_level in option::of(sub_level()), function in option::of(function()),
        subject in option::of(subject()), class in option::of(class()), group in option::of(group()),
    ) -> Cohort {
        Cohort { establishment, profile, level, sub_level, function, subject, class, group }
    }
}
