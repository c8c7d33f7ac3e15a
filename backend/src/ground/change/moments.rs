use std::{
    collections::HashMap,
    hash::Hash,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

/// Tells whether something that this process has read was changed since. A moment counts the
/// changes that the process has heard of.
#[derive(Debug)]
pub struct Moments<K> {
    now: AtomicU64,
    /// The last change of everything.
    all: AtomicU64,
    /// The last change of each key.
    of: RwLock<HashMap<K, u64>>,
}

impl<K> Default for Moments<K> {
    fn default() -> Self {
        Self { now: AtomicU64::new(0), all: AtomicU64::new(0), of: RwLock::default() }
    }
}

impl<K: Eq + Hash> Moments<K> {
    /// Take it before reading: a change that crosses the reading then counts as later.
    pub fn now(&self) -> u64 {
        self.now.load(SeqCst)
    }

    pub fn change(&self, key: K) {
        let mut of = self.of.write().unwrap_or_else(PoisonError::into_inner);
        of.insert(key, self.now.fetch_add(1, SeqCst) + 1);
    }

    pub fn change_all(&self) {
        let mut of = self.of.write().unwrap_or_else(PoisonError::into_inner);
        self.all.store(self.now.fetch_add(1, SeqCst) + 1, SeqCst);
        of.clear();
    }

    /// Whether `key` has not changed since the moment `at`.
    pub fn is_fresh(&self, key: &K, at: u64) -> bool {
        let of = self.of.read().unwrap_or_else(PoisonError::into_inner);
        at >= self.all.load(SeqCst) && of.get(key).is_none_or(|changed| at >= *changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_since_is_stale() {
        let moments = Moments::default();
        let before = moments.now();
        moments.change("a");
        assert!(!moments.is_fresh(&"a", before));
        assert!(moments.is_fresh(&"b", before));
        let after = moments.now();
        assert!(moments.is_fresh(&"a", after));
        moments.change_all();
        assert!(!moments.is_fresh(&"a", after) && !moments.is_fresh(&"b", after));
        assert!(moments.is_fresh(&"a", moments.now()));
    }
}
