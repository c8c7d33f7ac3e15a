//! Names that the directory brings: levels, functions, subjects. They are compared to the letter.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The function that makes somebody head of a school, and with it sender administrator.
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
