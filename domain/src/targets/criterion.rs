use serde::{Deserialize, Serialize, Serializer, ser::Error};

use super::Chosen;
use crate::search::in_reading_order;

/// *Tous*, or one of several values. The set is never empty: that would be a mistake.
///
/// Stored as a list; an empty list means *Tous*.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<T>", bound(deserialize = "T: Ord + Deserialize<'de>"))]
pub enum Criterion<T: Ord> {
    All,
    AnyOf(Chosen<T>),
}

impl<T: Ord> Criterion<T> {
    /// Whether a person with `value` (or without any) meets the criterion.
    ///
    /// A value that the directory no longer has matches nobody; it never widens to all.
    pub fn accepts(&self, value: Option<&T>) -> bool {
        match self {
            Self::All => true,
            Self::AnyOf(values) => value.is_some_and(|value| values.contains(value)),
        }
    }

    pub fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

    /// The chosen values; empty for *Tous*.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        match self {
            Self::All => None,
            Self::AnyOf(values) => Some(values.iter()),
        }
        .into_iter()
        .flatten()
    }
}

impl<T: Ord + AsRef<str>> Criterion<T> {
    /// The names of the chosen values in the order in which they are read: first by `rank`, and numbers by their size.
    pub fn names(&self, rank: impl Fn(&T) -> u8) -> Vec<String> {
        in_reading_order(self.values().map(|value| (rank(value), value.as_ref().to_owned())).collect())
    }
}

impl<T: Ord> FromIterator<T> for Criterion<T> {
    /// No values mean *Tous*, like an untouched field.
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let values: Chosen<T> = values.into_iter().collect();
        if values.is_empty() { Self::All } else { Self::AnyOf(values) }
    }
}

impl<T: Ord> From<Vec<T>> for Criterion<T> {
    fn from(values: Vec<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T: Ord + Serialize> Serialize for Criterion<T> {
    /// Refuses an empty set: read back, it would mean *Tous*.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::AnyOf(values) if values.is_empty() => Err(S::Error::custom("a criterion without a value")),
            _ => serializer.collect_seq(self.values()),
        }
    }
}
