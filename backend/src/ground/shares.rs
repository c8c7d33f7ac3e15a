//! A bound for what is held in memory or on the disk at the same time: for each holder, and for
//! all of them together.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// The bounds, in any unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// What one holder may hold.
    pub each: u64,
    /// What all holders together may hold.
    pub all: u64,
}

/// What is held now, by holder. Clones count together.
#[derive(Clone, Debug)]
pub struct Shares<K> {
    bounds: Bounds,
    held: Arc<Mutex<Amounts<K>>>,
}

#[derive(Debug)]
struct Amounts<K> {
    by_holder: HashMap<K, u64>,
    in_all: u64,
}

/// Which bound was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// The one for each holder.
    Each,
    /// The one for all together.
    All,
}

/// A part of what a holder holds; it is given back when this is dropped.
#[derive(Debug)]
pub struct Share<K: Eq + Hash> {
    shares: Shares<K>,
    holder: K,
    amount: u64,
}

impl<K: Eq + Hash + Clone> Shares<K> {
    pub fn new(bounds: Bounds) -> Self {
        Self { bounds, held: Arc::new(Mutex::new(Amounts { by_holder: HashMap::new(), in_all: 0 })) }
    }

    /// A share of nothing yet.
    pub fn open(&self, holder: K) -> Share<K> {
        Share { shares: self.clone(), holder, amount: 0 }
    }

    /// # Errors
    /// The bound that `amount` would exceed.
    pub fn take(&self, holder: K, amount: u64) -> Result<Share<K>, Full> {
        let mut share = self.open(holder);
        share.grow(amount).map(|()| share)
    }

    /// What all hold together now.
    pub fn held_in_all(&self) -> u64 {
        self.held().in_all
    }

    /// What a holder holds now.
    pub fn held_by(&self, holder: &K) -> u64 {
        self.held().by_holder.get(holder).copied().unwrap_or_default()
    }
}

impl<K> Shares<K> {
    fn held(&self) -> MutexGuard<'_, Amounts<K>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash + Clone> Share<K> {
    /// Holds more.
    ///
    /// # Errors
    /// The bound that it would exceed; nothing is added then.
    pub fn grow(&mut self, amount: u64) -> Result<(), Full> {
        let Bounds { each, all } = self.shares.bounds;
        let mut held = self.shares.held();
        let own = held.by_holder.get(&self.holder).copied().unwrap_or_default();
        if own.saturating_add(amount) > each {
            return Err(Full::Each);
        }
        if held.in_all.saturating_add(amount) > all {
            return Err(Full::All);
        }
        held.in_all += amount;
        held.by_holder.insert(self.holder.clone(), own + amount);
        drop(held);
        self.amount += amount;
        Ok(())
    }
}

impl<K: Eq + Hash> Drop for Share<K> {
    fn drop(&mut self) {
        if self.amount == 0 {
            return;
        }
        let mut held = self.shares.held();
        held.in_all -= self.amount;
        if let Some(own) = held.by_holder.get_mut(&self.holder) {
            *own -= self.amount;
            // Whoever holds nothing is forgotten, so that the map does not grow with past holders.
            if *own == 0 {
                held.by_holder.remove(&self.holder);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Bounds, Full, Shares};

    #[test]
    fn each_holder_and_all_together_are_bounded() {
        let shares = Shares::new(Bounds { each: 3, all: 5 });
        let mut first = shares.take("a", 2).expect("room");
        assert_eq!(first.grow(2), Err(Full::Each));
        first.grow(1).expect("room");
        let second = shares.take("b", 2).expect("room");
        assert_eq!(shares.take("c", 1).err(), Some(Full::All));
        drop(second);
        let third = shares.take("c", 1).expect("what was given back");
        assert_eq!((shares.held_by(&"a"), shares.held_in_all()), (3, 4));
        drop((first, third));
        assert!(shares.held().by_holder.is_empty(), "nobody is remembered");
        assert_eq!(shares.held().in_all, 0);
    }
}
