//! Names from the directory: levels, functions, subjects, classes, groups. They are compared exactly.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The function that makes a person head of a school, and so a sender administrator.
pub const HEAD_OF_ESTABLISHMENT: &str = "Chef d'établissement";

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// `None` when nothing is left after trimming.
            pub fn parse(text: &str) -> Option<Self> {
                let text = text.trim();
                (!text.is_empty()).then(|| Self(text.to_owned()))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name!(
    /// niveau: 6e, 5e … Terminale
    SchoolLevel
);
name!(
    /// sous-niveau: the programme inside a level, such as 1re générale
    SubLevel
);
name!(
    /// fonction: CPE, Infirmière, Chef d'établissement …
    StaffFunction
);
name!(
    /// discipline de poste: what a teacher teaches
    TeachingSubject
);
name!(
    /// classe: a division of one school, such as 2de 3. Other schools may have one of the same name.
    SchoolClass
);
name!(
    /// groupe: pupils of one school who are taught together without being a class, such as Latin
    SchoolGroup
);

/// The levels before 6e.
const FIRST_DEGREE: [&str; 9] = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];

/// The position of a level in school order: PS … CM2, 6e, 5e … 1re, Terminale, then the others.
fn rank(name: &str) -> u8 {
    // A class of two levels, "CE1-CE2" or "CM2 A", begins with the lower one.
    let first = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    if let Some(place) = (0..).zip(FIRST_DEGREE).find_map(|(place, level)| (level == first).then_some(place))
    {
        return place;
    }
    match name.as_bytes() {
        [digit @ b'1'..=b'9', ..] => 9 + (b'9' - digit),
        _ if name.starts_with("Term") => 20,
        _ => 21,
    }
}

impl SchoolLevel {
    /// Sort key: levels in the order in which pupils go through them.
    pub fn rank(&self) -> u8 {
        rank(&self.0)
    }
}

impl SubLevel {
    /// Sort key: the level with which the name begins.
    pub fn rank(&self) -> u8 {
        rank(&self.0)
    }
}

impl SchoolClass {
    /// Sort key: the level with which the name begins.
    pub fn rank(&self) -> u8 {
        rank(&self.0)
    }
}
