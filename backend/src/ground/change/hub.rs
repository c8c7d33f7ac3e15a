use std::{
    collections::{BTreeSet, HashMap},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::PersonId;
use tokio::sync::Notify;

use super::{Scope, Topic, Touched};

/// How many pages are woken at the same time …
const AT_ONCE: usize = 1_000;
/// … and how long the next ones wait, so that the requests of readers come in between.
const BETWEEN: Duration = Duration::from_millis(20);

type Waiting = HashMap<Topic, HashMap<Scope, HashMap<u64, Arc<Notify>>>>;

/// The open pages of this process, by what they show. A change wakes only the pages that it
/// concerns.
#[derive(Clone, Debug, Default)]
pub struct Hub {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    last: AtomicU64,
}

impl Shared {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Hub {
    /// An open page. It hears nothing until [`Listener::listen`] says of what.
    pub fn listener(&self) -> Listener {
        Listener {
            shared: Arc::clone(&self.shared),
            number: self.shared.last.fetch_add(1, Ordering::Relaxed),
            woken: Arc::default(),
            heard: Box::default(),
        }
    }

    /// Wakes the pages that listen to what was touched; many of them in several portions.
    pub fn wake(&self, topic: Topic, touched: &Touched) {
        let mut pages = self.concerned(topic, touched);
        let later = pages.split_off(pages.len().min(AT_ONCE));
        wake_all(&pages);
        if later.is_empty() {
            return;
        }
        tokio::spawn(async move {
            for portion in later.chunks(AT_ONCE) {
                tokio::time::sleep(BETWEEN).await;
                wake_all(portion);
            }
        });
    }

    fn concerned(&self, topic: Topic, touched: &Touched) -> Vec<Arc<Notify>> {
        let waiting = self.shared.waiting();
        let Some(by_scope) = waiting.get(&topic) else { return Vec::new() };
        let all = |pages: &HashMap<u64, Arc<Notify>>| pages.values().cloned().collect::<Vec<_>>();
        match touched {
            Touched::Everything => by_scope.values().flat_map(all).collect(),
            Touched::These(scopes) => {
                scopes.iter().filter_map(|scope| by_scope.get(scope)).flat_map(all).collect()
            }
        }
    }

    /// The people whose pages listen to a topic.
    pub fn people(&self, topic: Topic) -> BTreeSet<PersonId> {
        let waiting = self.shared.waiting();
        let scopes = waiting.get(&topic).into_iter().flat_map(HashMap::keys);
        scopes
            .filter_map(|scope| if let Scope::Person(person) = scope { Some(*person) } else { None })
            .collect()
    }

    /// How many pages are open.
    pub fn open(&self) -> usize {
        let waiting = self.shared.waiting();
        let pages = waiting.values().flat_map(HashMap::values).flat_map(HashMap::keys);
        pages.collect::<BTreeSet<_>>().len()
    }
}

/// One open page: what it listens to, and how it is woken. It leaves the hub when it is dropped.
#[derive(Debug)]
pub struct Listener {
    shared: Arc<Shared>,
    number: u64,
    woken: Arc<Notify>,
    /// In their order. A set would have room for eleven, and there are thousands of pages.
    heard: Box<[(Topic, Scope)]>,
}

impl Listener {
    /// Listens to exactly these from now on. `true` when one of them is new: what the page has read
    /// before may have missed a change.
    pub fn listen(&mut self, to: BTreeSet<(Topic, Scope)>) -> bool {
        let new: Vec<_> = to.iter().copied().filter(|it| self.heard.binary_search(it).is_err()).collect();
        let old: Vec<_> = self.heard.iter().copied().filter(|it| !to.contains(it)).collect();
        let mut waiting = self.shared.waiting();
        for (topic, scope) in &new {
            let pages = waiting.entry(*topic).or_default().entry(*scope).or_default();
            pages.insert(self.number, Arc::clone(&self.woken));
        }
        remove(&mut waiting, &old, self.number);
        drop(waiting);
        self.heard = to.into_iter().collect();
        !new.is_empty()
    }

    /// Waits until something that the page listens to has changed since the last wait.
    pub async fn woken(&self) {
        self.woken.notified().await;
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        remove(&mut self.shared.waiting(), &self.heard, self.number);
    }
}

fn wake_all(pages: &[Arc<Notify>]) {
    for page in pages {
        page.notify_one();
    }
}

/// Takes a page out; nothing stays behind for a scope to which nobody listens.
fn remove(waiting: &mut Waiting, from: &[(Topic, Scope)], number: u64) {
    for (topic, scope) in from {
        let Some(by_scope) = waiting.get_mut(topic) else { continue };
        if let Some(pages) = by_scope.get_mut(scope) {
            pages.remove(&number);
            if pages.is_empty() {
                by_scope.remove(scope);
            }
        }
        if by_scope.is_empty() {
            waiting.remove(topic);
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::EstablishmentId;
    use futures::FutureExt;

    use super::*;

    const HERE: Scope = Scope::School(EstablishmentId(1));
    const ELSEWHERE: Scope = Scope::School(EstablishmentId(2));

    fn these(scope: Scope) -> Touched {
        Touched::These(BTreeSet::from([scope]))
    }

    fn is_woken(page: &Listener) -> bool {
        page.woken().now_or_never().is_some()
    }

    #[test]
    fn only_the_pages_concerned_are_woken() {
        let hub = Hub::default();
        let (mut here, mut elsewhere) = (hub.listener(), hub.listener());
        here.listen(BTreeSet::from([(Topic::Board, HERE)]));
        elsewhere.listen(BTreeSet::from([(Topic::Board, ELSEWHERE)]));
        hub.wake(Topic::Board, &these(HERE));
        hub.wake(Topic::Messages, &Touched::Everything);
        assert!(is_woken(&here));
        assert!(!is_woken(&here), "once");
        assert!(!is_woken(&elsewhere));
        hub.wake(Topic::Board, &Touched::Everything);
        assert!(is_woken(&here) && is_woken(&elsewhere));
    }

    #[tokio::test]
    async fn every_page_is_woken_however_many_there_are() {
        let hub = Hub::default();
        let mut pages: Vec<Listener> = (0..AT_ONCE * 2 + 7).map(|_| hub.listener()).collect();
        for page in &mut pages {
            page.listen(BTreeSet::from([(Topic::Board, HERE)]));
        }
        hub.wake(Topic::Board, &these(HERE));
        let at_once = pages.iter().filter(|page| is_woken(page)).count();
        assert_eq!(at_once, AT_ONCE, "requests of readers come in between");
        hub.wake(Topic::Board, &these(HERE));
        for page in &pages {
            page.woken().await;
        }
    }

    #[test]
    fn a_change_before_the_wait_is_not_missed() {
        let hub = Hub::default();
        let mut page = hub.listener();
        assert!(page.listen(BTreeSet::from([(Topic::Board, HERE)])));
        assert!(!page.listen(BTreeSet::from([(Topic::Board, HERE)])));
        hub.wake(Topic::Board, &these(HERE));
        hub.wake(Topic::Board, &these(HERE));
        assert!(is_woken(&page));
    }

    #[test]
    fn a_closed_page_leaves_nothing_behind() {
        let hub = Hub::default();
        let mut page = hub.listener();
        page.listen(BTreeSet::from([(Topic::Board, HERE), (Topic::Messages, Scope::Person(PersonId(3)))]));
        assert_eq!((hub.open(), hub.people(Topic::Messages)), (1, BTreeSet::from([PersonId(3)])));
        page.listen(BTreeSet::from([(Topic::Board, ELSEWHERE)]));
        assert!(hub.people(Topic::Messages).is_empty());
        drop(page);
        assert_eq!(hub.open(), 0);
        assert!(hub.shared.waiting().is_empty());
    }
}
