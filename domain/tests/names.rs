//! How names are sorted and searched.

use domain::{directory::SchoolLevel, search::fold};
use proptest::prelude::*;

#[test]
fn levels_are_sorted_in_school_order() {
    let in_order = ["6e", "5e", "4e", "3e", "2de", "1re", "Terminale", "ULIS"];
    let rank = |name: &&str| SchoolLevel::parse(name).expect("a level").rank();
    assert!(in_order.is_sorted_by_key(rank));
    assert!(rank(&"1re") < rank(&"Terminale") && rank(&"Terminale") < rank(&"ULIS"));
}

#[test]
fn a_search_ignores_capitals_and_accents() {
    assert_eq!(fold("Élèves DÉJÀ reçus"), "eleves deja recus");
    assert_eq!(fold("Cœur de l’Haÿ"), "coeur de l'hay");
}

/// Some systems write an accent as a separate character.
#[test]
fn a_combining_accent_is_an_accent() {
    assert_eq!(fold("E\u{301}le\u{300}ves, c\u{327}a"), "eleves, ca");
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing_more(text in any::<String>()) {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }
}
