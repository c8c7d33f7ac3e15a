use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{
    notice::{Late, show},
    pause::pause,
};
use crate::{AppError, components::show_whose};

/// Asks the server for what a page shows, as often as something has changed. One question is on its
/// way at a time, so an older answer never overtakes a newer one; a question that failed is asked
/// again until it is answered. Regions of a page that the server renders are asked for in the same way
/// by the module (`browser/portal/src/asking.ts`).
#[derive(Clone, Copy)]
pub struct Asking(StoredValue<Arc<Inner>>);

/// The answer is shown; what is left is the failure, if there is one.
type Answered = Pin<Box<dyn Future<Output = Option<AppError>>>>;

struct Inner {
    ask: Box<dyn Fn() -> Answered + Send + Sync>,
    running: AtomicBool,
    wanted: AtomicBool,
}

impl Asking {
    /// `ask` asks, `show` shows the answer.
    pub fn new<T, Asked>(
        ask: impl Fn() -> Asked + Send + Sync + 'static,
        show: impl Fn(T) + Clone + Send + Sync + 'static,
    ) -> Self
    where
        T: 'static,
        Asked: Future<Output = Result<T, AppError>> + 'static,
    {
        let ask = move || -> Answered {
            let (asked, show) = (ask(), show.clone());
            Box::pin(async move {
                let answer = asked.await;
                show_whose(&answer);
                answer.map(show).err()
            })
        };
        let (running, wanted) = (AtomicBool::new(false), AtomicBool::new(false));
        Self(StoredValue::new(Arc::new(Inner { ask: Box::new(ask), running, wanted })))
    }

    /// Something has changed.
    pub fn ask(self) {
        if let Some(inner) = self.0.try_get_value() {
            inner.ask();
        }
    }
}

impl Inner {
    fn ask(self: &Arc<Self>) {
        self.wanted.store(true, Ordering::Relaxed);
        if self.running.swap(true, Ordering::Relaxed) {
            return;
        }
        let inner = Arc::clone(self);
        spawn_local(async move {
            let (late, mut lost) = (Late::default(), 0_u32);
            while inner.wanted.swap(false, Ordering::Relaxed) {
                match (inner.ask)().await {
                    Some(error) if error.passes() => {
                        late.begins();
                        lost = lost.saturating_add(1);
                        TimeoutFuture::new(pause(lost, js_sys::Math::random())).await;
                        inner.wanted.store(true, Ordering::Relaxed);
                    }
                    // Another notice of the page says whose it is.
                    None | Some(AppError::SignedOut | AppError::OtherPerson { .. }) => late.ends(),
                    Some(error) => {
                        late.ends();
                        show(&error.sentence());
                    }
                }
            }
            inner.running.store(false, Ordering::Relaxed);
        });
    }
}
