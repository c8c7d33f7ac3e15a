use std::collections::{BTreeMap, BTreeSet};

use crate::{record::PersonKey, text::fold};

/// What tells each person of the directory besides the name.
pub(super) type Signs = BTreeMap<PersonKey, BTreeSet<String>>;

/// The people of a file under the identifiers that it gives by itself: the part of these that is the name, and
/// what else tells who they are.
#[derive(Debug, Default)]
pub(super) struct Written(BTreeMap<PersonKey, (String, BTreeSet<String>)>);

impl Written {
    pub(super) fn add(&mut self, key: PersonKey, names: String, signs: impl Iterator<Item = String>) {
        let (_, known) = self.0.entry(key).or_insert_with(|| (names, BTreeSet::new()));
        known.extend(signs.map(|sign| fold(&sign)));
    }

    /// The identifiers that people keep, by those that the file gives them now. Whoever has the name and a sign of
    /// one person who is there is that one, unless the file has that one as well, or two who may be meant.
    pub(super) fn kept(&self, there: &Signs) -> BTreeMap<PersonKey, PersonKey> {
        let mut by_stored: BTreeMap<&PersonKey, Vec<&PersonKey>> = BTreeMap::new();
        for (key, (names, signs)) in self.0.iter().filter(|(key, _)| !there.contains_key(*key)) {
            let of_name = there.range(names.clone()..).take_while(|(stored, _)| stored.starts_with(names));
            let mut same = of_name
                .filter(|(stored, _)| is_of(stored, names) && !self.0.contains_key(*stored))
                .filter(|(_, of)| of.iter().any(|sign| signs.contains(&fold(sign))))
                .map(|(stored, _)| stored);
            if let (Some(stored), None) = (same.next(), same.next()) {
                by_stored.entry(stored).or_default().push(key);
            }
        }
        let certain = by_stored.into_iter().filter_map(|(stored, keys)| match keys.as_slice() {
            [key] => Some(((*key).clone(), stored.clone())),
            _ => None,
        });
        certain.collect()
    }
}

/// Whether an identifier is made of these names, with or without an end that tells namesakes apart.
fn is_of(key: &str, names: &str) -> bool {
    key.strip_prefix(names).is_some_and(|end| end.is_empty() || end.starts_with('-'))
}
