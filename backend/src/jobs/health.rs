use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::watch;

use super::Worker;
use crate::queue::Kind;

/// Errors in a row after which a worker counts as stopped; a single one may be a broken connection.
const ERRORS: u32 = 3;
/// The longest pause of a worker that keeps panicking, as a multiple of the first: 1, 2, 4 … up to
/// this.
const LONGEST: u32 = 64;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Trouble {
    /// It panicked, and has not completed a turn since.
    down: bool,
    /// Panics in a row, without work done in between.
    panics: u32,
    /// Errors in a row.
    errors: u32,
}

/// Which workers of this process are in trouble.
#[derive(Debug)]
pub struct Health {
    troubles: watch::Sender<BTreeMap<Worker, Trouble>>,
    /// When the turns began that have not ended.
    turns: Mutex<BTreeMap<Worker, Instant>>,
    first_pause: Duration,
}

impl Health {
    /// A worker that panics restarts after `first_pause`, then after twice that, and so on.
    #[must_use]
    pub fn new(first_pause: Duration) -> Self {
        Self { troubles: watch::Sender::default(), turns: Mutex::default(), first_pause }
    }

    /// The workers that are down, whose every turn fails, or whose turn does not end.
    pub fn stopped(&self) -> Vec<Worker> {
        self.stopped_at(Instant::now())
    }

    /// The same, as it will be at `now` if no turn ends before.
    pub fn stopped_at(&self, now: Instant) -> Vec<Worker> {
        let mut all: BTreeSet<Worker> = stopped(&self.troubles.borrow()).into_iter().collect();
        let turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        let hangs = |(worker, began): (&Worker, &Instant)| {
            (now.saturating_duration_since(*began) > longest(*worker)).then_some(*worker)
        };
        all.extend(turns.iter().filter_map(hangs));
        all.into_iter().collect()
    }

    /// A turn of the worker begins at `at`.
    pub(super) fn begins(&self, worker: Worker, at: Instant) {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner).insert(worker, at);
    }

    /// The turn has ended, well or not.
    pub(super) fn ends(&self, worker: Worker) {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner).remove(&worker);
    }

    /// Waits until `holds` returns true for the list of stopped workers.
    pub async fn wait_for(&self, holds: impl Fn(&[Worker]) -> bool) {
        // Cannot fail: the sender lives as long as `self`.
        let _ = self.troubles.subscribe().wait_for(|troubles| holds(&stopped(troubles))).await;
    }

    /// A turn of the worker succeeded; `found_work` says whether there was something to do.
    pub(super) fn well(&self, worker: Worker, found_work: bool) {
        self.troubles.send_if_modified(|troubles| {
            let Some(trouble) = troubles.get_mut(&worker) else { return false };
            let panics = if found_work { 0 } else { trouble.panics };
            let after = Trouble { panics, ..Trouble::default() };
            let changed = *trouble != after;
            *trouble = after;
            changed
        });
    }

    pub(super) fn failed(&self, worker: Worker) {
        self.troubles.send_modify(|troubles| troubles.entry(worker).or_default().errors += 1);
    }

    /// Records a panic and returns how long the worker must pause before it restarts.
    pub(super) fn panicked(&self, worker: Worker) -> Duration {
        let mut panics = 0;
        self.troubles.send_modify(|troubles| {
            let trouble = troubles.entry(worker).or_default();
            trouble.down = true;
            trouble.panics += 1;
            panics = trouble.panics;
        });
        self.first_pause * 2_u32.saturating_pow(panics - 1).min(LONGEST)
    }
}

fn stopped(troubles: &BTreeMap<Worker, Trouble>) -> Vec<Worker> {
    let in_trouble = |trouble: &Trouble| trouble.down || trouble.errors >= ERRORS;
    troubles.iter().filter(|(_, trouble)| in_trouble(trouble)).map(|(worker, _)| *worker).collect()
}

/// The longest that one turn may take. What is slower hangs, for instance on a network that has
/// swallowed an answer.
const fn longest(worker: Worker) -> Duration {
    let minutes = match worker {
        Worker::Refresh | Worker::Sightings => 2,
        Worker::Jobs(Kind::Publish | Kind::Article | Kind::Tell) | Worker::Warm => 10,
        // Messages to a million people, a slow relay.
        Worker::Jobs(Kind::Deliver | Kind::Mail | Kind::Accounts) => 60,
        // They walk through every row or file.
        Worker::Jobs(
            Kind::Import
            | Kind::Night
            | Kind::Sweep
            | Kind::Compare
            | Kind::Reconcile
            | Kind::Prune
            | Kind::Purge,
        ) => 240,
    };
    Duration::from_mins(minutes)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Health, Worker};
    use crate::queue::Kind;

    const MAIL: Worker = Worker::Jobs(Kind::Mail);

    #[test]
    fn a_worker_that_panics_is_down_until_a_turn_succeeds() {
        let health = Health::new(Duration::from_secs(1));
        assert!(health.stopped().is_empty());
        assert_eq!(health.panicked(MAIL), Duration::from_secs(1));
        assert_eq!(health.stopped(), [MAIL]);
        health.well(Worker::Refresh, true);
        assert_eq!(health.stopped(), [MAIL], "the turn of another worker does not count");
        health.well(MAIL, false);
        assert!(health.stopped().is_empty());
    }

    #[test]
    fn pauses_grow_until_work_is_done_again() {
        let health = Health::new(Duration::from_secs(1));
        let pauses: Vec<u64> = (0..9).map(|_| health.panicked(MAIL).as_secs()).collect();
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 64, 64]);
        health.well(MAIL, false);
        assert_eq!(health.panicked(MAIL).as_secs(), 64, "it only looked");
        health.well(MAIL, true);
        assert_eq!(health.panicked(MAIL).as_secs(), 1);
    }

    #[test]
    fn a_worker_whose_turn_does_not_end_is_stopped_until_it_ends() {
        let health = Health::new(Duration::from_secs(1));
        let began = Instant::now();
        let after = |minutes: u64| began + Duration::from_mins(minutes);
        health.begins(Worker::Refresh, began);
        health.begins(MAIL, began);
        assert!(health.stopped_at(after(1)).is_empty(), "they work");
        assert_eq!(health.stopped_at(after(3)), [Worker::Refresh], "a slow relay is no trouble yet");
        assert_eq!(health.stopped_at(after(61)), [Worker::Refresh, MAIL]);
        health.ends(Worker::Refresh);
        assert_eq!(health.stopped_at(after(61)), [MAIL]);
        health.begins(Worker::Refresh, after(61));
        assert_eq!(health.stopped_at(after(62)), [MAIL], "each turn counts anew");
    }

    #[test]
    fn three_errors_in_a_row_stop_a_worker() {
        let health = Health::new(Duration::from_secs(1));
        for _ in 0..2 {
            health.failed(MAIL);
        }
        health.well(MAIL, false);
        for _ in 0..2 {
            health.failed(MAIL);
        }
        assert!(health.stopped().is_empty(), "a successful turn came in between");
        health.failed(MAIL);
        assert_eq!(health.stopped(), [MAIL]);
    }
}
