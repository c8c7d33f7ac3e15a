//! Reads a [`FieldProblem`] from JSON. Serde's own code for so many variants would be a fiftieth of
//! what a browser loads.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error, MapAccess, Visitor},
};

use super::{FieldProblem, PictureProblem};
use crate::severity::Severity;

/// What any of the variants holds.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Parts {
    count: Option<u64>,
    line: Option<u64>,
    max: Option<u64>,
    max_days: Option<u64>,
    max_megabytes: Option<u64>,
    min: Option<u64>,
    most: Option<Severity>,
    name: Option<String>,
}

/// A part as the type that a variant has it in.
trait As<T> {
    fn cast(self) -> Option<T>;
}

impl<T: TryFrom<u64>> As<T> for u64 {
    fn cast(self) -> Option<T> {
        self.try_into().ok()
    }
}

impl As<Self> for String {
    fn cast(self) -> Option<Self> {
        Some(self)
    }
}

impl As<Self> for Severity {
    fn cast(self) -> Option<Self> {
        Some(self)
    }
}

macro_rules! problems {
    ($($variant:ident $({ $($part:ident),+ })?),+ $(,)?) => {
        /// The problem with this name; `None` when it is unknown or a part is missing.
        fn problem(name: &str, parts: Parts) -> Option<FieldProblem> {
            match name {
                $(stringify!($variant) => {
                    Some(FieldProblem::$variant $({ $($part: parts.$part?.cast()?),+ })?)
                })+
                _ => None,
            }
        }

        /// Does not compile when a variant is missing from the list.
        #[cfg(test)]
        const fn is_listed(problem: &FieldProblem) {
            match problem {
                $(FieldProblem::$variant { .. })|+ | FieldProblem::Picture(_) => {}
            }
        }
    };
}

problems! {
    Required,
    TooLong { count, max },
    ControlCharacter,
    UnknownChoice,
    NotForProfile,
    NotADate,
    NotAHoliday { line },
    NotATime,
    LastBeforeFirst,
    InThePast,
    PeriodTooLong { max_days },
    NotAWebAddress,
    NotAnOrigin,
    PrefixWithoutEnd,
    NotAPublicKey,
    PrivateKey,
    NoTarget,
    TooManyTargets { max },
    OutsidePerimeter,
    TooManyPeople { max },
    PeopleOutside { count },
    ReachesNobody,
    SeverityTooHigh { most },
    NotForEverybody,
    AlreadyHeld,
    AlreadyListed,
    AlreadyAsked,
    TooManyRequests { max },
    TooManyToday { max },
    AtMost { max },
    NoCriterion,
    TooShort { count, min },
    TooGuessable,
    NotTheSame,
    WrongPassword,
    WrongCode,
    NoCoupon { count, max },
    AlreadyTaken,
    SeveralLines,
    NotANumber { min, max },
    EndBeforeStart,
    EventTooLong { max_days },
    TooManyOccurrences { max },
    NoOccurrence,
    TooManyEvents { max },
    TooManyDates { max },
    ChangedMeanwhile,
    SettingsChanged,
    ReadersChanged,
    TooManyFiles { max },
    FileTooLarge { name, max_megabytes },
    FileEmpty { name },
    FileNotAccepted { name },
    FileMismatch { name },
    FileProtected { name },
    FileInfected { name },
    SameLanguage,
    FileNotSent,
    FileRefused,
    TooManyUnsentFiles,
    FileNotJoined,
}

impl<'de> Deserialize<'de> for FieldProblem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

/// `"Required"`, or `{"TooLong":{"count":256,"max":255}}`.
struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = FieldProblem;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("why a field is refused")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<FieldProblem, E> {
        problem(name, Parts::default()).ok_or_else(|| E::custom("unknown"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FieldProblem, A::Error> {
        let name: String = map.next_key()?.unwrap_or_default();
        if name == "Picture" {
            return Ok(FieldProblem::Picture(map.next_value::<PictureProblem>()?));
        }
        problem(&name, map.next_value()?).ok_or_else(|| A::Error::custom("unknown"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let name = || "affiche.png".to_owned();
        for problem in [
            FieldProblem::Required,
            FieldProblem::TooLong { count: 256, max: 255 },
            FieldProblem::NotANumber { min: 1, max: 9 },
            FieldProblem::SeverityTooHigh { most: Severity::Warning },
            FieldProblem::TooManyOccurrences { max: 400 },
            FieldProblem::FileTooLarge { name: name(), max_megabytes: 25 },
            FieldProblem::Picture(PictureProblem::NoAlternative),
            FieldProblem::Picture(PictureProblem::Unreadable { name: name() }),
        ] {
            is_listed(&problem);
            let json = serde_json::to_string(&problem).expect("JSON");
            let read: FieldProblem = serde_json::from_str(&json).expect(&json);
            assert_eq!(read, problem, "{json}");
        }
    }

    #[test]
    fn what_is_no_problem_of_a_field_is_refused() {
        for json in
            [r#""Unknown""#, r#""TooLong""#, r#"{"TooLong":{"max":2}}"#, "{}", "3", r#"{"Picture":3}"#]
        {
            assert!(serde_json::from_str::<FieldProblem>(json).is_err(), "{json}");
        }
        let large = r#"{"TooManyOccurrences":{"max":70000}}"#;
        assert!(serde_json::from_str::<FieldProblem>(large).is_err(), "more than the type holds");
    }
}
