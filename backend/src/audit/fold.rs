//! Entries about the same thing that come quickly one after another: the first is written at once,
//! the others are counted and written together. So nobody can fill the journal by asking again and
//! again for what is refused.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use domain::time::Millis;

use super::append::{Entry, record};
use crate::{Backend, Result};

/// How long further entries are only counted.
const FOLDED_FOR_MS: i64 = 5 * 60_000;
/// How many kinds of entries are counted at the same time …
const KINDS: usize = 20_000;
/// … Beyond that, what strangers did alike is one kind: whoever comes from many addresses must not fill the
/// journal. What somebody who is known did is written each time: no flood of strangers may hide it. This
/// stands in the place of their addresses.
const ANYWHERE: &str = "*";

/// What is being counted.
#[derive(Debug, Default)]
pub struct Folds(Mutex<HashMap<String, Fold>>);

#[derive(Clone, Debug)]
struct Fold {
    since: Millis,
    /// Entries after the first, and the last of them.
    more: Option<(u64, Entry)>,
}

/// What is to be written now.
struct Due {
    kind: String,
    /// What was counted before.
    earlier: Option<Fold>,
    /// The first of those that are counted from now on.
    first: Option<Entry>,
}

impl Fold {
    /// A beginning in the future was noted before the clock was set back.
    fn is_over(&self, now: Millis) -> bool {
        now.0 >= self.since.0.saturating_add(FOLDED_FOR_MS) || self.since > now
    }

    fn written(self) -> Option<Entry> {
        self.more.map(|(more, last)| last.with("count", more))
    }
}

impl Folds {
    fn open(&self) -> MutexGuard<'_, HashMap<String, Fold>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is to be written now, and the kind under which it is counted.
    fn add(&self, kind: String, entry: Entry, now: Millis) -> Due {
        let mut folds = self.open();
        let is_beyond = folds.len() >= KINDS && !folds.contains_key(&kind);
        if is_beyond && !entry.is_of_stranger() {
            return Due { kind, earlier: None, first: Some(entry) };
        }
        let kind = if is_beyond { entry.wherever() } else { kind };
        if let Some(fold) = folds.get_mut(&kind).filter(|fold| !fold.is_over(now)) {
            let more = fold.more.as_ref().map_or(0, |(more, _)| *more);
            // The last one stands for all of them.
            fold.more = Some((more + 1, if is_beyond { entry.from(ANYWHERE) } else { entry }));
            return Due { kind, earlier: None, first: None };
        }
        let earlier = folds.remove(&kind);
        folds.insert(kind.clone(), Fold { since: now, more: None });
        Due { kind, earlier, first: Some(entry) }
    }

    fn over(&self, is_over: impl Fn(&Fold) -> bool) -> Vec<(String, Fold)> {
        self.open().extract_if(|_, fold| is_over(fold)).collect()
    }

    /// Counts on what could not be written, with what came meanwhile.
    fn put_back(&self, unwritten: impl IntoIterator<Item = (String, Fold)>) {
        let mut folds = self.open();
        for (kind, fold) in unwritten {
            if let Some(since) = folds.get_mut(&kind) {
                since.more = match (since.more.take(), fold.more) {
                    (Some((more, last)), Some((earlier, _))) => Some((more + earlier, last)),
                    (more, earlier) => more.or(earlier),
                };
            } else {
                folds.insert(kind, fold);
            }
        }
    }
}

/// Writes an entry, or counts it if one of the same `kind` was written a moment ago.
pub async fn record_folded(backend: &Backend, kind: String, entry: Entry) -> Result<()> {
    let now = backend.clock.now();
    let Due { kind, earlier, first } = backend.folds.add(kind, entry, now);
    let Some(first) = first else { return Ok(()) };
    let unwritten = (kind.clone(), Fold { since: now, more: Some((1, first.clone())) });
    if let Some(fold) = earlier
        && let Some(counted) = fold.clone().written()
        && let Err(reason) = record(backend, counted).await
    {
        // The newest first: it stands for all of them.
        backend.folds.put_back([unwritten, (kind, fold)]);
        return Err(reason);
    }
    let written = record(backend, first).await;
    if written.is_err() {
        backend.folds.put_back([unwritten]);
    }
    written
}

/// Writes what was counted long enough ago. Called again and again by a worker.
pub async fn write_folded(backend: &Backend) -> Result<()> {
    let now = backend.clock.now();
    write(backend, backend.folds.over(|fold| fold.is_over(now))).await
}

/// Writes all that was counted: the process ends.
pub async fn write_all_folded(backend: &Backend) -> Result<()> {
    write(backend, backend.folds.over(|_| true)).await
}

async fn write(backend: &Backend, over: Vec<(String, Fold)>) -> Result<()> {
    let mut over = over.into_iter();
    while let Some((kind, fold)) = over.next() {
        let Some(entry) = fold.clone().written() else { continue };
        if let Err(reason) = record(backend, entry).await {
            backend.folds.put_back([(kind, fold)].into_iter().chain(over));
            return Err(reason);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::{PersonId, audit::Action, time::Millis};

    use super::{ANYWHERE, Entry, FOLDED_FOR_MS, Folds, KINDS};

    #[test]
    fn more_strangers_than_are_counted_are_one_kind() {
        let (folds, now) = (Folds::default(), Millis(0));
        let add = |number: usize| {
            let entry =
                Entry::named(None, "", Action::SignIn, "identifiant inconnu").from(number.to_string());
            usize::from(folds.add(format!("unknown login {number}"), entry, now).first.is_some())
        };
        let written: usize = (0..KINDS + 1_000).map(add).sum();
        assert_eq!(written, KINDS + 1, "the first of each kind, and the first of all others");
        assert_eq!(add(7), 0, "a kind that is counted goes on");
        let later = Millis(FOLDED_FOR_MS);
        let counted = folds.over(|fold| fold.is_over(later)).into_iter().filter_map(|(_, fold)| fold.more);
        let counted: Vec<(u64, Entry)> = counted.collect();
        assert_eq!(counted.iter().map(|(more, _)| more).sum::<u64>(), 1_000, "nothing is lost");
        let (_, others) = counted.iter().find(|(more, _)| *more > 1).expect("those beyond");
        assert_eq!(others.address(), ANYWHERE, "nobody is charged with what others did");
    }

    /// Whoever takes data away must not hide it behind a flood of their own making.
    #[test]
    fn strangers_hide_nothing_that_somebody_did() {
        let (folds, now) = (Folds::default(), Millis(0));
        for number in 0..KINDS {
            let entry = Entry::named(None, "", Action::SignIn, "identifiant inconnu");
            folds.add(format!("unknown login {number}"), entry, now);
        }
        for person in [1, 2] {
            let entry = Entry::named(Some(PersonId(person)), "Morin", Action::SignIn, "journal");
            assert!(folds.add(format!("export by {person}"), entry, now).first.is_some(), "{person}");
        }
    }
}
