//! How names are sorted and searched.

use domain::{directory::SchoolLevel, search::fold};
use proptest::prelude::*;

#[test]
fn levels_are_sorted_in_school_order() {
    let in_order = ["6e", "5e", "4e", "3e", "2de", "1re", "Terminale", "ULIS"];
    let rank = |name: &&str| SchoolLevel::parse(name).expect("a level").rank();
    assert!(in_order.is_sorted_by_key(rank));
    assert!(rank(&"1re") < rank(&"Terminale") && rank(&"Terminale") < rank(&"ULIS"));
    let first_degree = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE1-CE2", "CE2", "CM1", "CM2 A", "6e", "CPGE"];
    assert!(first_degree.is_sorted_by_key(rank), "{:?}", first_degree.map(|name| rank(&name)));
    assert!(rank(&"CP") < rank(&"CE1") && rank(&"CE1") < rank(&"CM2") && rank(&"CM2") < rank(&"6e"));
}

#[test]
fn a_search_ignores_capitals_and_accents() {
    assert_eq!(fold("Élèves DÉJÀ reçus"), "eleves deja recus");
    assert_eq!(fold("Cœur de l’Haÿ"), "coeur de lhay");
}

/// Some systems write an accent as a separate character.
#[test]
fn a_combining_accent_is_an_accent() {
    assert_eq!(fold("E\u{301}le\u{300}ves, c\u{327}a"), "eleves ca");
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing_more(text in any::<String>()) {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }
}

/// The blocks of Unicode with Latin letters.
const LATIN: [(u32, u32); 8] = [
    (0x80, 0x24f),
    (0x250, 0x2af),
    (0x1d00, 0x1dbf),
    (0x1e00, 0x1eff),
    (0x2c60, 0x2c7f),
    (0xa720, 0xa7ff),
    (0xab30, 0xab6f),
    (0x1_df00, 0x1_dfff),
];

/// No Latin letter needs a keyboard that has it: what is left of each after folding is what the table
/// of the crate says, or the table has no letters for it either.
#[test]
fn every_latin_letter_is_found_by_plain_letters() {
    let plain = |c: char| {
        let plain = any_ascii::any_ascii_char(c).to_ascii_lowercase();
        plain.chars().filter(char::is_ascii_alphabetic).collect::<String>()
    };
    let mut missing = String::new();
    let letters = LATIN.iter().flat_map(|(from, to)| *from..=*to).filter_map(char::from_u32);
    for letter in letters.filter(|c| c.is_alphabetic()) {
        for left in fold(&letter.to_string()).chars().filter(|c| !c.is_ascii()) {
            let is_latin = LATIN.iter().any(|(from, to)| (*from..=*to).contains(&u32::from(left)));
            if is_latin && !plain(left).is_empty() {
                missing.push_str(&format!("{left}{} ", plain(left)));
            }
        }
    }
    assert_eq!(missing, "", "to be added to the table of letters");
}
