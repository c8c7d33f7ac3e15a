//! What there is a few of for each of a million people.

use std::ops::Deref;

/// Values in their order, each once. Most people have one or none, for which a tree would take a
/// thousand bytes and more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Few<T>(Vec<T>);

impl<T> Few<T> {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Ord> Few<T> {
    /// Returns `false` when it is there already.
    pub fn insert(&mut self, value: T) -> bool {
        let Err(at) = self.0.binary_search(&value) else { return false };
        self.0.reserve_exact(1);
        self.0.insert(at, value);
        true
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'f, T> IntoIterator for &'f Few<T> {
    type Item = &'f T;
    type IntoIter = std::slice::Iter<'f, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::Few;

    proptest! {
        #[test]
        fn a_few_are_a_set(values in prop::collection::vec(0u8..20, 0..40)) {
            let (mut few, mut set) = (Few::new(), BTreeSet::new());
            for value in values {
                prop_assert_eq!(few.insert(value), set.insert(value));
            }
            prop_assert!(few.iter().eq(&set));
        }
    }
}
