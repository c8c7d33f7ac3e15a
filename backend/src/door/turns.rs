//! Who hashes a password next. Places are given out in turns: address by address, and for an
//! address account by account. However many sign-ins a few addresses send, everybody else waits for
//! one turn of these addresses; and whoever floods one account delays its neighbours by one hash.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::oneshot;

use crate::{Error, Result};

/// Waiting sign-ins of one address: at eight o'clock a whole school comes from one …
const OF_AN_ADDRESS: usize = 400;
/// … and all together. Beyond that, whoever comes from an address with fewer takes the place of the last
/// one in the longest line: a dozen addresses must not shut everybody else out.
const IN_ALL: usize = 4_000;

/// Who asks for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asker {
    pub address: String,
    /// The login, or the person who is signed in.
    pub account: String,
}

/// The places, and those who wait for one.
#[derive(Clone, Debug)]
pub(super) struct Turns(Arc<Mutex<Lines>>);

#[derive(Debug)]
struct Lines {
    free: usize,
    addresses: HashMap<String, Line>,
    /// The addresses with somebody waiting; the first one is next.
    next: VecDeque<String>,
    in_all: usize,
}

/// Who waits at one address.
#[derive(Debug, Default)]
struct Line {
    /// The waiting of each account, in their order.
    accounts: HashMap<String, VecDeque<oneshot::Sender<HashingTurn>>>,
    /// The accounts with somebody waiting; the first one is next.
    next: VecDeque<String>,
    length: usize,
}

/// A place. Whoever waits next gets it when this is dropped.
#[derive(Debug)]
pub(super) struct HashingTurn(Turns);

impl Turns {
    pub fn new(places: usize) -> Self {
        Self(Arc::new(Mutex::new(Lines {
            free: places,
            addresses: HashMap::new(),
            next: VecDeque::new(),
            in_all: 0,
        })))
    }

    /// Waits for a place for at most `patience`.
    ///
    /// # Errors
    /// [`Error::Busy`] when it does not come in time, or too many are waiting already.
    pub async fn place(&self, asker: Asker, patience: Duration) -> Result<HashingTurn> {
        let called = {
            let mut lines = self.lines();
            if lines.free > 0 {
                lines.free -= 1;
                return Ok(HashingTurn(self.clone()));
            }
            lines.join(asker)?
        };
        // A place that is handed over while this gives up is dropped with the channel, and goes on
        // to the next one.
        match tokio::time::timeout(patience, called).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) | Err(_) => Err(Error::Busy),
        }
    }

    #[cfg(test)]
    pub fn free(&self) -> usize {
        self.lines().free
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lines {
    fn join(&mut self, asker: Asker) -> Result<oneshot::Receiver<HashingTurn>> {
        let length = self.addresses.get(&asker.address).map_or(0, |line| line.length);
        if length >= OF_AN_ADDRESS || (self.in_all >= IN_ALL && !self.makes_room(length)) {
            return Err(Error::Busy);
        }
        let (call, called) = oneshot::channel();
        self.in_all += 1;
        if length == 0 {
            self.next.push_back(asker.address.clone());
        }
        self.addresses.entry(asker.address).or_default().join(asker.account, call);
        Ok(called)
    }

    /// Sends the last one of the longest line away for somebody in whose line `length` are waiting.
    fn makes_room(&mut self, length: usize) -> bool {
        let longest = self.addresses.values_mut().max_by_key(|line| line.length);
        let Some(line) = longest.filter(|line| line.length > length + 1) else { return false };
        line.dismiss();
        self.in_all -= 1;
        true
    }

    /// Who is next, of those who have not given up. Without anybody, the place is free.
    fn call(&mut self) -> Option<oneshot::Sender<HashingTurn>> {
        while let Some(address) = self.next.pop_front() {
            let Some(line) = self.addresses.get_mut(&address) else { continue };
            let first = line.call();
            if line.length == 0 {
                self.addresses.remove(&address);
            } else {
                self.next.push_back(address);
            }
            let Some(call) = first else { continue };
            self.in_all -= 1;
            if !call.is_closed() {
                return Some(call);
            }
        }
        self.free += 1;
        None
    }
}

impl Line {
    fn join(&mut self, account: String, call: oneshot::Sender<HashingTurn>) {
        self.length += 1;
        if !self.accounts.contains_key(&account) {
            self.next.push_back(account.clone());
        }
        self.accounts.entry(account).or_default().push_back(call);
    }

    /// The last one of the account with most of them hears that too many are waiting.
    fn dismiss(&mut self) {
        let most = self.accounts.iter_mut().max_by_key(|(_, waiting)| waiting.len());
        let Some((account, waiting)) = most else { return };
        waiting.pop_back();
        if waiting.is_empty() {
            let account = account.clone();
            self.accounts.remove(&account);
            self.next.retain(|next| *next != account);
        }
        self.length -= 1;
    }

    /// The first one of the account whose turn it is.
    fn call(&mut self) -> Option<oneshot::Sender<HashingTurn>> {
        let account = self.next.pop_front()?;
        let waiting = self.accounts.get_mut(&account)?;
        let first = waiting.pop_front()?;
        if waiting.is_empty() {
            self.accounts.remove(&account);
        } else {
            self.next.push_back(account);
        }
        self.length -= 1;
        Some(first)
    }
}

impl Drop for HashingTurn {
    fn drop(&mut self) {
        let call = self.0.lines().call();
        if let Some(call) = call {
            // If the other one gave up just now, this drops the place, which calls the next one.
            let _ = call.send(Self(self.0.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use futures::{
        FutureExt as _, StreamExt as _,
        future::{Either, select},
        stream::FuturesUnordered,
    };

    use super::{Asker, IN_ALL, OF_AN_ADDRESS, Turns};
    use crate::Error;

    const LONG: Duration = Duration::from_mins(1);

    fn asker(address: &str, account: &str) -> Asker {
        Asker { address: address.to_owned(), account: account.to_owned() }
    }

    /// Five addresses send as many as they may; somebody else comes last and is the sixth.
    #[tokio::test]
    async fn a_few_addresses_do_not_lock_everybody_out() {
        let turns = Turns::new(1);
        let held = turns.place(asker("first", "first"), LONG).await.expect("a place");
        let mut waiting = FuturesUnordered::new();
        for number in 0..5 * OF_AN_ADDRESS {
            let (address, account) = (format!("flood {}", number % 5), format!("account {number}"));
            let place = turns.place(asker(&address, &account), LONG);
            waiting.push(async move { place.await.map(|place| (address, place)) }.boxed());
        }
        // Each has to stand in its line before the last one comes.
        assert!(futures::poll!(waiting.next()).is_pending());
        let last = turns.place(asker("home", "owner"), LONG);
        waiting.push(async move { last.await.map(|place| ("home".to_owned(), place)) }.boxed());
        assert!(futures::poll!(waiting.next()).is_pending());
        drop(held);
        let mut before = 0;
        while let Some(served) = waiting.next().await {
            let (address, place) = served.expect("a place");
            if address == "home" {
                break;
            }
            before += 1;
            drop(place);
        }
        assert!(before <= 5, "{before} others came first");
    }

    /// Ten addresses fill all lines; somebody else comes last and waits for one turn of theirs.
    #[tokio::test]
    async fn full_lines_make_room_for_somebody_from_elsewhere() {
        let turns = Turns::new(1);
        let held = turns.place(asker("first", "first"), LONG).await.expect("a place");
        let mut flood = FuturesUnordered::new();
        for number in 0..IN_ALL {
            flood.push(turns.place(asker(&format!("flood {}", number % 10), &format!("{number}")), LONG));
        }
        assert!(futures::poll!(flood.next()).is_pending());
        let mut home = Box::pin(turns.place(asker("home", "owner"), LONG));
        assert!(futures::poll!(&mut home).is_pending(), "it waits like the others");
        let told = flood.next().await.expect("one of them");
        assert!(matches!(told, Err(Error::Busy)), "somebody hears that too many are waiting");
        drop(held);
        let mut before = 0;
        let place = loop {
            match select(&mut home, flood.next()).await {
                Either::Left((place, _)) => break place,
                Either::Right((served, _)) => {
                    before += 1;
                    drop(served);
                }
            }
        };
        assert!(place.is_ok() && before <= 10, "{before} others came first");
    }

    /// Somebody in the same school floods one account.
    #[tokio::test]
    async fn one_account_does_not_lock_its_neighbours_out() {
        let turns = Turns::new(1);
        let held = turns.place(asker("school", "first"), LONG).await.expect("a place");
        let mut waiting = FuturesUnordered::new();
        for account in ["flooded"; 50].into_iter().chain(["neighbour"]) {
            let place = turns.place(asker("school", account), LONG);
            waiting.push(async move { place.await.map(|place| (account, place)) }.boxed());
        }
        assert!(futures::poll!(waiting.next()).is_pending());
        drop(held);
        let mut order = Vec::new();
        while let Some(served) = waiting.next().await {
            let (account, place) = served.expect("a place");
            order.push(account);
            drop(place);
        }
        assert_eq!(order[..3], ["flooded", "neighbour", "flooded"]);
        assert_eq!(order.len(), 51);
    }

    #[tokio::test]
    async fn lines_are_bounded_and_nobody_is_left_in_them() {
        let turns = Turns::new(1);
        let held = turns.place(asker("a", "a"), LONG).await.expect("a place");
        let ask = |address: String, account: String| {
            let turns = turns.clone();
            async move { turns.place(Asker { address, account }, LONG).await }
        };
        let mut waiting = Vec::new();
        let mut stand = async |address: String, account: String| {
            let mut asked = Box::pin(ask(address, account));
            match futures::poll!(&mut asked) {
                std::task::Poll::Pending => {
                    waiting.push(asked);
                    true
                }
                std::task::Poll::Ready(answer) => {
                    assert!(matches!(answer, Err(Error::Busy)));
                    false
                }
            }
        };
        for number in 0..OF_AN_ADDRESS {
            assert!(stand("b".to_owned(), format!("{}", number % 7)).await);
        }
        assert!(!stand("b".to_owned(), "another".to_owned()).await, "too many from one address");
        for number in OF_AN_ADDRESS..IN_ALL {
            assert!(stand(format!("d{}", number % 100), format!("{number}")).await);
        }
        assert!(stand("e".to_owned(), "another".to_owned()).await, "the longest line makes room");
        assert_eq!(turns.lines().in_all, IN_ALL);
        assert!(!stand("b".to_owned(), "another".to_owned()).await, "too many in all");
        // All give up: the place is free again, and nothing is remembered.
        waiting.clear();
        drop(held);
        let lines = turns.lines();
        assert_eq!((lines.free, lines.in_all, lines.addresses.len(), lines.next.len()), (1, 0, 0, 0));
    }
}
