use domain::{
    CommunicationId,
    communications::{Status, view::CommunicationDetail},
};
use leptos::prelude::*;

use crate::{
    communications::api,
    live::{Asking, Topic, follow},
};

/// The latest known state of a communication. Fixed values are read from `first`; the rest follows
/// the server while the page is open.
#[derive(Clone, Copy)]
pub struct Live {
    pub id: CommunicationId,
    pub first: StoredValue<CommunicationDetail>,
    now: Memo<CommunicationDetail>,
    asking: Asking,
    /// Grows with each change reported by the server.
    pub version: RwSignal<u32>,
    /// The time to take it back is over by the clock of the page, whatever the server could tell.
    pub time_over: RwSignal<bool>,
}

impl Live {
    pub fn new(first: CommunicationDetail) -> Self {
        let id = first.id;
        let heard = RwSignal::new(first.clone());
        let asking = Asking::new(move || api::detail(id), move |detail| heard.set(detail));
        // A memo: what has not changed is not shown anew.
        let now = Memo::new(move |_| heard.get());
        let topic = Topic::communication(id, first.version.clone());
        let (version, time_over) = (RwSignal::new(0), RwSignal::new(false));
        let live = Self { id, first: StoredValue::new(first), now, asking, version, time_over };
        follow(topic, move |_| live.ask_again());
        live
    }

    pub fn ask_again(self) {
        self.asking.ask();
        self.version.update(|version| *version += 1);
    }

    pub fn with<T>(self, read: impl FnOnce(&CommunicationDetail) -> T) -> T {
        self.now.with(read)
    }

    pub fn with_untracked<T>(self, read: impl FnOnce(&CommunicationDetail) -> T) -> T {
        self.now.with_untracked(read)
    }

    pub fn status(self) -> Status {
        self.with(|detail| detail.status)
    }
}
