//! What many ask at the same moment is read together, because a statement costs more to begin than to carry
//! out. Whoever asks alone waits for nobody.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::oneshot, time::timeout};

/// How many are read together at most: no reader waits for hundreds of others.
const MOST: usize = 16;
/// A reading that takes longer keeps only its own readers waiting: the next one begins beside it. When the
/// database is slow or away, everybody waits as long as if they had asked alone.
const SLOW: Duration = Duration::from_millis(100);

/// Keys, and those who ask for them.
type Asking<K, V> = Vec<(K, oneshot::Sender<V>)>;

/// Readings by key, of which nothing is kept: an answer goes to those who asked for its key, and is gone.
#[derive(Debug)]
pub struct Gather<K, V> {
    asked: Arc<Mutex<Asked<K, V>>>,
    slow: Duration,
}

#[derive(Debug)]
struct Asked<K, V> {
    /// Whether a reading is on its way that is not slow. Whoever asks meanwhile is read with the next one.
    reads: bool,
    waiting: Asking<K, V>,
}

impl<K, V> Default for Gather<K, V> {
    fn default() -> Self {
        let asked = Asked { reads: false, waiting: Vec::new() };
        Self { asked: Arc::new(Mutex::new(asked)), slow: SLOW }
    }
}

impl<K: Clone + Eq + Send + 'static, V: Clone + Send + 'static> Gather<K, V> {
    /// What `read` says of this key; `None` where it says nothing of it, or panics. It is given different
    /// keys, and their number is a power of two; it says to which key each answer belongs. The `read` of
    /// whoever asks first also serves the others.
    pub async fn ask<Read, Answers>(&self, key: K, read: Read) -> Option<V>
    where
        Read: Fn(Vec<K>) -> Answers + Send + 'static,
        Answers: Future<Output = Vec<(K, V)>> + Send + 'static,
    {
        let (tells, told) = oneshot::channel();
        let begins = {
            let mut asked = lock(&self.asked);
            asked.waiting.push((key, tells));
            !std::mem::replace(&mut asked.reads, true)
        };
        if begins {
            // Whoever asked may go away meanwhile; the others still want to know.
            let lane = Lane { asked: Arc::clone(&self.asked), slow: self.slow, ended: false };
            tokio::spawn(lane.run(read));
        }
        told.await.ok()
    }
}

/// One reading after the other, as long as somebody waits.
struct Lane<K, V> {
    asked: Arc<Mutex<Asked<K, V>>>,
    slow: Duration,
    ended: bool,
}

impl<K: Clone + Eq + Send + 'static, V: Clone + Send + 'static> Lane<K, V> {
    async fn run<Read, Answers>(mut self, read: Read)
    where
        Read: Fn(Vec<K>) -> Answers,
        Answers: Future<Output = Vec<(K, V)>> + Send + 'static,
    {
        while let Some((keys, asking)) = self.next() {
            let mut reading = Box::pin(read(keys));
            let in_time = timeout(self.slow, &mut reading).await;
            if let Ok(answers) = in_time {
                tell(asking, &answers);
            } else {
                tokio::spawn(late(reading, asking));
            }
        }
    }

    /// The keys that are read next, and all who ask for them. Without any, it has ended.
    fn next(&mut self) -> Option<(Vec<K>, Asking<K, V>)> {
        let mut asked = lock(&self.asked);
        asked.waiting.retain(|(_, tells)| !tells.is_closed());
        let mut keys: Vec<K> = Vec::new();
        for (key, _) in &asked.waiting {
            if keys.len() < MOST && !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        let Some(power) = keys.len().checked_ilog2() else {
            asked.reads = false;
            self.ended = true;
            return None;
        };
        keys.truncate(1 << power);
        let all = std::mem::take(&mut asked.waiting);
        let (asking, later) = all.into_iter().partition(|(key, _)| keys.contains(key));
        asked.waiting = later;
        Some((keys, asking))
    }
}

impl<K, V> Drop for Lane<K, V> {
    /// A reading that panics leaves nobody waiting.
    fn drop(&mut self) {
        if !self.ended {
            let mut asked = lock(&self.asked);
            asked.reads = false;
            asked.waiting.clear();
        }
    }
}

fn tell<K: Eq, V: Clone>(asking: Asking<K, V>, answers: &[(K, V)]) {
    for (key, tells) in asking {
        if let Some((_, answer)) = answers.iter().find(|(of, _)| *of == key) {
            let _ = tells.send(answer.clone());
        }
    }
}

/// Goes on with a reading as long as somebody waits for it.
async fn late<K: Eq, V: Clone>(reading: impl Future<Output = Vec<(K, V)>>, mut asking: Asking<K, V>) {
    let answers = tokio::select! {
        answers = reading => answers,
        () = all_gone(&mut asking) => return,
    };
    tell(asking, &answers);
}

async fn all_gone<K, V>(asking: &mut [(K, oneshot::Sender<V>)]) {
    for (_, tells) in asking {
        tells.closed().await;
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::{
        sync::{Arc, Mutex},
        time::Duration,
    };

    use futures::future::join_all;
    use tokio::{
        sync::Semaphore,
        task::JoinHandle,
        time::{sleep, timeout},
    };

    use super::{Gather, MOST};

    /// Long enough for a busy machine.
    const AT_MOST: Duration = Duration::from_secs(20);

    /// Reads nothing before it may, and notes what it is asked.
    struct Slow {
        may: Arc<Semaphore>,
        asked: Arc<Mutex<Vec<Vec<u32>>>>,
    }

    impl Slow {
        fn new() -> Self {
            Self { may: Arc::new(Semaphore::new(0)), asked: Arc::default() }
        }

        /// Waits until so many readings have begun.
        async fn has_begun(&self, readings: usize) {
            let begun = async {
                while self.asked.lock().expect("a lock").len() < readings {
                    sleep(Duration::from_millis(1)).await;
                }
            };
            timeout(AT_MOST, begun).await.expect("a reading that begins");
        }

        fn read(
            &self,
        ) -> impl Fn(Vec<u32>) -> futures::future::BoxFuture<'static, Vec<(u32, String)>> + use<> {
            let (may, asked) = (Arc::clone(&self.may), Arc::clone(&self.asked));
            move |keys| {
                let (may, asked) = (Arc::clone(&may), Arc::clone(&asked));
                Box::pin(async move {
                    asked.lock().expect("a lock").push(keys.clone());
                    may.acquire().await.expect("open").forget();
                    // In another order, and without those that nobody knows.
                    let known = keys.into_iter().rev().filter(|key| *key != 13);
                    known.map(|key| (key, format!("of {key}"))).collect()
                })
            }
        }
    }

    type Shared = Arc<Gather<u32, String>>;

    fn ask(gather: &Shared, slow: &Slow, key: u32) -> JoinHandle<Option<String>> {
        let (gather, read) = (Arc::clone(gather), slow.read());
        tokio::spawn(async move { gather.ask(key, read).await })
    }

    /// Asks for key 1, and returns when it is read.
    async fn begin(gather: &Shared, slow: &Slow) -> JoinHandle<Option<String>> {
        let first = ask(gather, slow, 1);
        slow.has_begun(1).await;
        first
    }

    #[tokio::test]
    async fn everybody_gets_the_answer_to_what_they_asked() {
        let (gather, slow) = (Gather::default(), Slow::new());
        slow.may.add_permits(1_000);
        let keys: Vec<u32> = (0..100).chain(0..20).collect();
        let answers = join_all(keys.iter().map(|key| gather.ask(*key, slow.read()))).await;
        for (key, answer) in keys.iter().zip(answers) {
            assert_eq!(answer, (*key != 13).then(|| format!("of {key}")), "{key}");
        }
        let asked = slow.asked.lock().expect("a lock");
        assert!(asked.len() < 30, "most are read together: {asked:?}");
        assert!(asked.iter().all(|keys| keys.len().is_power_of_two() && keys.len() <= MOST), "{asked:?}");
    }

    #[tokio::test]
    async fn who_goes_away_is_not_read() {
        let (gather, slow) = (Arc::new(Gather { slow: AT_MOST, ..Gather::default() }), Slow::new());
        let first = begin(&gather, &slow).await;
        let (gone, stays) = (ask(&gather, &slow, 2), ask(&gather, &slow, 3));
        tokio::task::yield_now().await;
        gone.abort();
        let _ = gone.await;
        slow.may.add_permits(100);
        assert_eq!(stays.await.expect("told"), Some("of 3".to_owned()));
        assert_eq!(first.await.expect("told"), Some("of 1".to_owned()));
        assert!(!slow.asked.lock().expect("a lock").iter().flatten().any(|key| *key == 2));
    }

    #[tokio::test]
    async fn a_slow_reading_keeps_nobody_else_waiting() {
        let (gather, slow) = (Arc::new(Gather::default()), Slow::new());
        let first = begin(&gather, &slow).await;
        let second = ask(&gather, &slow, 2);
        // Nothing was answered yet.
        slow.has_begun(2).await;
        assert_eq!(slow.asked.lock().expect("a lock").last(), Some(&vec![2]));
        slow.may.add_permits(100);
        assert_eq!(second.await.expect("told"), Some("of 2".to_owned()));
        assert_eq!(first.await.expect("told"), Some("of 1".to_owned()), "it is slow, and not lost");
    }

    #[tokio::test]
    async fn a_slow_reading_ends_when_nobody_waits_for_it() {
        let (gather, slow) = (Arc::new(Gather::default()), Slow::new());
        let asking = ask(&gather, &slow, 1);
        slow.has_begun(1).await;
        asking.abort();
        let ends = async {
            while Arc::strong_count(&slow.may) > 1 {
                sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(AT_MOST, ends).await.expect("it is given up");
    }

    #[tokio::test]
    async fn a_reading_that_panics_leaves_nobody_waiting() {
        let gather = Gather::<u32, u32>::default();
        let panics = |_| async { panic!("on purpose") };
        let answers = join_all((0..40).map(|key| gather.ask(key, panics))).await;
        assert!(answers.iter().all(Option::is_none), "{answers:?}");
        let answered =
            gather.ask(5, |keys| async move { keys.into_iter().map(|key| (key, key * 2)).collect() });
        assert_eq!(answered.await, Some(10), "and the next ones are answered");
    }
}
