use std::sync::{Mutex, PoisonError, atomic::AtomicI64};

use tokio::sync::oneshot;

use crate::entities::widget_token::Model;

/// How many tokens one transaction writes.
const AT_ONCE: usize = 500;

/// The tokens that wait to be written. Whoever finds nobody writing writes all that wait, so the
/// number of transactions does not grow with the number of readers.
#[derive(Debug, Default)]
pub(super) struct Issuing {
    waiting: Mutex<Vec<Waiting>>,
    /// Held by whoever writes.
    pub turn: tokio::sync::Mutex<()>,
    /// When old tokens were last deleted.
    pub pruned: AtomicI64,
}

/// One of them, and who waits for it.
#[derive(Debug)]
pub(super) struct Waiting {
    pub row: Model,
    pub told: oneshot::Sender<bool>,
}

impl Issuing {
    pub fn wait(&self, row: Model) -> oneshot::Receiver<bool> {
        let (told, answer) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(Waiting { row, told });
        answer
    }

    /// The first of those that wait.
    pub fn take(&self) -> Vec<Waiting> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let few = waiting.len().min(AT_ONCE);
        let rest = waiting.split_off(few);
        std::mem::replace(&mut *waiting, rest)
    }
}
