//! Values that hold several parts, separated by `$`.

use chrono::NaiveDate;

use crate::text::{day, tidy};

/// The parts of a value, tidied. Empty parts stay.
pub(super) fn parts(value: &str) -> Vec<String> {
    value.split('$').map(|part| tidy(part).into_owned()).collect()
}

/// `JJ/MM/AAAA`, and what other exports write.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    day(text)
}

/// A class or group as a pupil or teacher names it: the structure, and code and name inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ClassRef {
    pub(super) structure: String,
    pub(super) code: String,
    pub(super) name: String,
}

/// Second degree `struct$code`; first degree `struct$typeCode$type$id$name`, where a name may hold
/// a `$` of its own.
pub(super) fn class_ref(value: &str) -> Option<ClassRef> {
    let parts = parts(value);
    match parts.as_slice() {
        [structure, code] if !structure.is_empty() && !code.is_empty() => {
            Some(ClassRef { structure: structure.clone(), code: code.clone(), name: code.clone() })
        }
        [structure, _, _, code, name @ ..]
            if !structure.is_empty() && !code.is_empty() && !name.is_empty() =>
        {
            Some(ClassRef { structure: structure.clone(), code: code.clone(), name: name.join("$") })
        }
        _ => None,
    }
}

/// `SIGLE$NOM$COMMUNE`, before 2016 `SIGLE-NOM-ac-ACADEMIE`: name and town.
pub(super) fn school_name(value: &str, town: &str) -> (String, String) {
    let parts = parts(value);
    if let [sign, name, place, ..] = parts.as_slice() {
        let town = if place.is_empty() { town } else { place };
        let name = if name.is_empty() { format!("{sign} {town}") } else { name.clone() };
        return (tidy(&name).into_owned(), town.to_owned());
    }
    let (name, _) = value.split_once("-ac-").unwrap_or((value, ""));
    let name = name.split_once('-').map_or_else(|| name.to_owned(), |(sign, rest)| format!("{sign} {rest}"));
    (tidy(&name).into_owned(), town.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_schools_come_in_two_forms() {
        let name = |value| school_name(value, "Metz");
        assert_eq!(name("CLG$CLG INTEGRATION$PARIS"), ("CLG INTEGRATION".to_owned(), "PARIS".to_owned()));
        assert_eq!(name("E.E.PU$$VILLE"), ("E.E.PU VILLE".to_owned(), "VILLE".to_owned()), "empty middle");
        assert_eq!(name("CLG-LOUISE MICHEL-ac-CRETEIL"), ("CLG LOUISE MICHEL".to_owned(), "Metz".to_owned()));
    }

    #[test]
    fn classes_have_two_or_five_parts() {
        let class = class_ref("999$11$ORDINAIRE$12345$CE1 de Mme X").expect("a class");
        assert_eq!(
            (class.structure.as_str(), class.code.as_str(), class.name.as_str()),
            ("999", "12345", "CE1 de Mme X")
        );
        assert_eq!(class_ref("77$3B").map(|class| class.code), Some("3B".to_owned()));
        assert_eq!(class_ref("77"), None);
        assert_eq!(class_ref("77$"), None);
    }

    #[test]
    fn dates_are_french() {
        assert_eq!(date("05/09/2024"), NaiveDate::from_ymd_opt(2024, 9, 5));
        assert_eq!(date("2024-09-05"), NaiveDate::from_ymd_opt(2024, 9, 5));
        assert_eq!(date("31/02/2024"), None);
        assert_eq!(date("30/06/24"), None, "nobody left in the year 24");
        assert_eq!(date(""), None);
    }
}
