//! Forms, files and the database contain these keys: each gives back its own value.

use std::{collections::BTreeSet, fmt::Debug};

use domain::{
    access::{Right, Role},
    communications::{Channel, DuplicateMode, Severity},
    directory::Profile,
};

fn round_trip<T: Copy + Debug + PartialEq>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    from_code: impl Fn(&str) -> Option<T>,
) {
    for &value in all {
        assert_eq!(from_code(code(value)), Some(value));
    }
    for stranger in ["", " ", "National_XYZ", "ALERT", "alert "] {
        assert_eq!(from_code(stranger), None, "{stranger:?}");
    }
}

#[test]
fn keys_give_back_their_values() {
    round_trip(&Role::ALL, Role::code, Role::from_code);
    round_trip(&Channel::ALL, Channel::code, Channel::from_code);
    round_trip(&Severity::ALL, Severity::code, Severity::from_code);
    round_trip(&Profile::ALL, Profile::code, Profile::from_code);
    round_trip(&DuplicateMode::ALL, DuplicateMode::code, DuplicateMode::from_code);
}

#[test]
fn rights_have_a_key_each() {
    assert_eq!(BTreeSet::from(Right::ALL.map(Right::code)).len(), Right::ALL.len());
}

#[test]
fn profiles_carry_the_nine_national_codes() {
    let codes = Profile::ALL.map(|profile| profile.code().trim_start_matches("National_"));
    assert_eq!(codes, ["ELV", "TUT", "ENS", "DIR", "EVS", "ETA", "DOC", "ACA", "COL"]);
}

#[test]
fn positions_of_profiles_are_those_of_the_list() {
    assert!(Profile::ALL.iter().enumerate().all(|(position, profile)| profile.index() == position));
}

#[test]
fn alerts_stand_above_warnings_above_information() {
    assert!(Severity::Alert > Severity::Warning && Severity::Warning > Severity::Information);
}
