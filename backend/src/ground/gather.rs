//! What many ask at the same moment is read together, because a statement costs more to begin than to carry
//! out. Whoever asks alone waits for nobody.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// How many readings are on their way at the same time. Whoever asks meanwhile is read with the next one.
const LANES: usize = 2;
/// How many are read together at most: no reader waits for hundreds of others.
const MOST: usize = 16;

/// Readings by key, of which nothing is kept: an answer goes to those who asked for its key, and is gone.
#[derive(Debug)]
pub struct Gather<K, V>(Arc<Mutex<Asked<K, V>>>);

#[derive(Debug)]
struct Asked<K, V> {
    lanes: usize,
    waiting: Vec<(K, oneshot::Sender<V>)>,
}

impl<K, V> Default for Gather<K, V> {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Asked { lanes: 0, waiting: Vec::new() })))
    }
}

impl<K: Clone + Eq + Send + 'static, V: Clone + Send + 'static> Gather<K, V> {
    /// What `read` says of this key. It is given different keys, as many as a power of two, and
    /// answers each with its key; that of whoever asks first may answer the others. `None` where it says nothing of the key, or fails.
    pub async fn ask<Read, Answers>(&self, key: K, read: Read) -> Option<V>
    where
        Read: Fn(Vec<K>) -> Answers + Send + 'static,
        Answers: Future<Output = Vec<(K, V)>> + Send + 'static,
    {
        let (tells, told) = oneshot::channel();
        let begins = {
            let mut asked = lock(&self.0);
            asked.waiting.push((key, tells));
            let begins = asked.lanes < LANES;
            asked.lanes += usize::from(begins);
            begins
        };
        if begins {
            // Whoever asked may go away meanwhile; the others still want to know.
            tokio::spawn(Lane { asked: Arc::clone(&self.0), ended: false }.run(read));
        }
        told.await.ok()
    }
}

/// One reading after the other, as long as somebody waits.
struct Lane<K, V> {
    asked: Arc<Mutex<Asked<K, V>>>,
    ended: bool,
}

impl<K: Clone + Eq, V: Clone> Lane<K, V> {
    async fn run<Read, Answers>(mut self, read: Read)
    where
        Read: Fn(Vec<K>) -> Answers,
        Answers: Future<Output = Vec<(K, V)>>,
    {
        while let Some((keys, asking)) = self.next() {
            let answers = read(keys).await;
            for (key, tells) in asking {
                if let Some((_, answer)) = answers.iter().find(|(of, _)| *of == key) {
                    let _ = tells.send(answer.clone());
                }
            }
        }
    }

    /// The keys that are read next, and all who ask for them. Without any, the lane has ended.
    fn next(&mut self) -> Option<(Vec<K>, Vec<(K, oneshot::Sender<V>)>)> {
        let mut asked = lock(&self.asked);
        asked.waiting.retain(|(_, tells)| !tells.is_closed());
        let mut keys: Vec<K> = Vec::new();
        for (key, _) in &asked.waiting {
            if keys.len() < MOST && !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        let Some(power) = keys.len().checked_ilog2() else {
            asked.lanes -= 1;
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
            asked.lanes -= 1;
            asked.waiting.clear();
        }
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use futures::future::join_all;
    use tokio::sync::Semaphore;

    use super::{Gather, LANES, MOST};

    /// Reads nothing before it may, and notes what it is asked.
    struct Slow {
        may: Arc<Semaphore>,
        asked: Arc<Mutex<Vec<Vec<u32>>>>,
    }

    impl Slow {
        fn new() -> Self {
            Self { may: Arc::new(Semaphore::new(0)), asked: Arc::default() }
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
        let (gather, slow) = (Arc::new(Gather::default()), Slow::new());
        let ask = |key| {
            let (gather, read) = (Arc::clone(&gather), slow.read());
            tokio::spawn(async move { gather.ask(key, read).await })
        };
        let mut first = Vec::new();
        for lane in 1..=LANES {
            first.push(ask(1));
            while slow.asked.lock().expect("a lock").len() < lane {
                tokio::task::yield_now().await;
            }
        }
        let (gone, stays) = (ask(2), ask(3));
        tokio::task::yield_now().await;
        gone.abort();
        let _ = gone.await;
        slow.may.add_permits(100);
        assert_eq!(stays.await.expect("told"), Some("of 3".to_owned()));
        for one in first {
            assert_eq!(one.await.expect("told"), Some("of 1".to_owned()));
        }
        assert!(!slow.asked.lock().expect("a lock").iter().flatten().any(|key| *key == 2));
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
