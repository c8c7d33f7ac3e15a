//! Rows that wait in memory to be stored: what pages note must not make them wait for writing.

use std::{
    collections::BTreeMap,
    ops::Bound::{Excluded, Unbounded},
    sync::MutexGuard,
};

use sea_orm::DatabaseConnection;

use super::Result;
use super::references::{Reference, References};

/// So much of what waits is stored in one transaction: other writers come in between, and a try that fails,
/// as on a full disk, costs little.
const STORED_AT_ONCE: usize = 10_000;

/// What waits to become rows of one table.
pub(crate) trait Waiting: Sync {
    type Key: Copy + Ord + Send + Sync;
    type Value: Copy + Send + Sync;

    fn db(&self) -> &DatabaseConnection;

    fn rows(&self) -> MutexGuard<'_, BTreeMap<Self::Key, Self::Value>>;

    fn reference(key: &Self::Key) -> Reference;

    /// Stores these rows in one transaction.
    fn store(&self, rows: &BTreeMap<Self::Key, Self::Value>) -> impl Future<Output = Result<()>> + Send;

    /// A row that waited is stored.
    fn is_stored(&self, key: Self::Key);
}

/// Stores what waits, in portions. Each row waits until it is stored, also after an error, and when whoever
/// stores it ends first: a request that takes too long, or that nobody waits for. Only what refers to a
/// communication or person that was deleted meanwhile is forgotten: it would keep all others from being stored.
pub(crate) async fn store_all<W: Waiting>(waiting: &W) -> Result<()> {
    let mut place = None;
    loop {
        let taken = next_after(&waiting.rows(), place);
        place = taken.keys().next_back().copied();
        if place.is_none() {
            return Ok(());
        }
        store_some(waiting, taken).await?;
    }
}

async fn store_some<W: Waiting>(waiting: &W, mut taken: BTreeMap<W::Key, W::Value>) -> Result<()> {
    while !taken.is_empty() {
        let stored = waiting.store(&taken).await;
        let Err(refusal) = stored else {
            are_stored(waiting, taken);
            return Ok(());
        };
        let references: References = taken.keys().map(W::reference).collect();
        let gone = references.gone(waiting.db(), refusal).await?;
        taken.retain(|key, _| !gone.touch(W::reference(key)));
        waiting.rows().retain(|key, _| !gone.touch(W::reference(key)));
    }
    Ok(())
}

/// What was forgotten meanwhile is not known.
fn are_stored<W: Waiting>(waiting: &W, stored: BTreeMap<W::Key, W::Value>) {
    let mut rows = waiting.rows();
    for key in stored.into_keys() {
        if rows.remove(&key).is_some() {
            waiting.is_stored(key);
        }
    }
}

/// The next of what waits after a place, in its order.
fn next_after<K: Ord + Copy, V: Copy>(waiting: &BTreeMap<K, V>, place: Option<K>) -> BTreeMap<K, V> {
    let from = place.map_or(Unbounded, Excluded);
    let next = waiting.range::<K, _>((from, Unbounded)).take(STORED_AT_ONCE);
    next.map(|(key, value)| (*key, *value)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{STORED_AT_ONCE, next_after};

    #[test]
    fn everything_that_waits_has_its_turn() {
        let waiting: BTreeMap<usize, u64> = (0..STORED_AT_ONCE + 3).map(|number| (number, 0)).collect();
        let first = next_after(&waiting, None);
        let place = first.keys().next_back().copied();
        assert_eq!((first.len(), place), (STORED_AT_ONCE, Some(STORED_AT_ONCE - 1)));
        let rest = next_after(&waiting, place);
        assert_eq!(rest.len(), 3);
        assert!(next_after(&waiting, rest.keys().next_back().copied()).is_empty());
    }
}
