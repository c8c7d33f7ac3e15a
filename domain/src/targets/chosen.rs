use serde::{Serialize, Serializer};

/// The values of a criterion, sorted, each once.
///
/// There are few. A `BTreeSet` would do the same, with several kB of code in the browser packages
/// for each type of value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen<T>(Vec<T>);

impl<T: Ord> Chosen<T> {
    pub fn contains(&self, value: &T) -> bool {
        self.0.binary_search(value).is_ok()
    }
}

impl<T> Chosen<T> {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T: Ord> FromIterator<T> for Chosen<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut sorted = Vec::new();
        for value in values {
            if let Err(place) = sorted.binary_search(&value) {
                sorted.insert(place, value);
            }
        }
        Self(sorted)
    }
}

impl<'a, T> IntoIterator for &'a Chosen<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Serialize> Serialize for Chosen<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Chosen;

    #[test]
    fn values_are_sorted_and_each_once() {
        let chosen: Chosen<u8> = [3, 1, 2, 3, 1].into_iter().collect();
        assert_eq!(chosen.iter().copied().collect::<Vec<_>>(), [1, 2, 3]);
        assert!(chosen.contains(&2) && !chosen.contains(&4) && !chosen.is_empty());
    }
}
