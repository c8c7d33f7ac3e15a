use std::{
    collections::HashMap,
    hash::Hash,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

use domain::PersonId;

use super::{Scope, Touched};

/// Of how many keys the last change is known. A region has a million people, and each of them signs out.
const MOST: usize = 100_000;

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
        if of.len() > MOST {
            self.forget_older_half(&mut of);
        }
    }

    /// What was read before the last change that is forgotten counts as changed.
    fn forget_older_half(&self, of: &mut HashMap<K, u64>) {
        let mut changes: Vec<u64> = of.values().copied().collect();
        let middle = changes.len() / 2;
        let last = *changes.select_nth_unstable(middle).1;
        of.retain(|_, changed| *changed > last);
        self.all.fetch_max(last, SeqCst);
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

impl Moments<PersonId> {
    /// Notes the people whom a change touches.
    pub fn touch(&self, touched: &Touched) {
        match touched {
            Touched::Everything => self.change_all(),
            Touched::These(scopes) => {
                for scope in scopes {
                    if let Scope::Person(person) = scope {
                        self.change(*person);
                    }
                }
            }
        }
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

    #[test]
    fn what_is_known_of_changes_is_bounded() {
        let moments = Moments::default();
        let most = u64::try_from(MOST).expect("a number");
        (0..most).for_each(|key| moments.change(key));
        let late = moments.now();
        assert!(moments.is_fresh(&0, late) && moments.is_fresh(&most, 1), "nothing is forgotten yet");
        moments.change(most);
        let known = moments.of.read().expect("nobody panicked").len();
        assert!(known <= MOST / 2 + 1, "{known}");
        assert!(!moments.is_fresh(&most, late), "it has just changed");
        assert!((0..most).all(|key| moments.is_fresh(&key, late)), "read after they changed");
        assert!(!moments.is_fresh(&(most + 1), 1), "nobody knows any more whether it changed since");
        assert!(!moments.is_fresh(&(most - 1), late - 1));
    }
}
