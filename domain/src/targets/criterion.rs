use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// *Tous*, or one of several values (never an empty set: that would be an accident).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    into = "Vec<T>",
    from = "Vec<T>",
    bound(serialize = "T: Ord + Clone + Serialize", deserialize = "T: Ord + Deserialize<'de>")
)]
pub enum Criterion<T: Ord> {
    All,
    AnyOf(BTreeSet<T>),
}

impl<T: Ord> Criterion<T> {
    /// Whether somebody who has `value` (or none of this kind) passes.
    ///
    /// A value that the directory no longer knows simply meets nobody; it never widens to all.
    pub fn accepts(&self, value: Option<&T>) -> bool {
        match self {
            Self::All => true,
            Self::AnyOf(values) => value.is_some_and(|value| values.contains(value)),
        }
    }

    pub fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

    /// The chosen values; none for *Tous*.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        match self {
            Self::All => None,
            Self::AnyOf(values) => Some(values.iter()),
        }
        .into_iter()
        .flatten()
    }
}

impl<T: Ord> FromIterator<T> for Criterion<T> {
    /// No value at all means *Tous*, as an untouched field does.
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let values: BTreeSet<T> = values.into_iter().collect();
        if values.is_empty() { Self::All } else { Self::AnyOf(values) }
    }
}

impl<T: Ord> From<Vec<T>> for Criterion<T> {
    fn from(values: Vec<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T: Ord> From<Criterion<T>> for Vec<T> {
    fn from(criterion: Criterion<T>) -> Self {
        match criterion {
            Criterion::All => Self::new(),
            Criterion::AnyOf(values) => values.into_iter().collect(),
        }
    }
}
