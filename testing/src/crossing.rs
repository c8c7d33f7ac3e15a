//! The work of somebody else, at the instant when a use case has read and not written yet.

use std::sync::{Arc, Mutex};

use backend::{Failpoint, Services};
use futures::future::{BoxFuture, FutureExt as _};

type Work = (String, BoxFuture<'static, ()>);

/// Work that waits for a use case to come by; it is done once.
#[derive(Clone, Default)]
pub struct Crossing(Arc<Mutex<Vec<Work>>>);

impl Crossing {
    /// The services of a process whose use cases are crossed.
    pub fn services(&self) -> Services {
        let waiting = self.clone();
        let failpoint = Failpoint::crossing(move |place| waiting.take(place));
        Services { failpoint, ..Services::default() }
    }

    /// Does `work` when the use case has read and is about to write.
    pub fn at(&self, place: &str, work: impl Future<Output = ()> + Send + 'static) {
        self.0.lock().expect("nobody panicked").push((place.to_owned(), work.boxed()));
    }

    fn take(&self, place: &str) -> Option<BoxFuture<'static, ()>> {
        let mut waiting = self.0.lock().expect("nobody panicked");
        let position = waiting.iter().position(|(wanted, _)| wanted == place)?;
        Some(waiting.remove(position).1)
    }

    /// # Panics
    /// When a use case was not crossed after all: then the test proves nothing.
    pub fn all_happened(&self) {
        let left: Vec<String> =
            self.0.lock().expect("nobody panicked").iter().map(|(place, _)| place.clone()).collect();
        assert!(left.is_empty(), "nobody came by {left:?}");
    }
}
