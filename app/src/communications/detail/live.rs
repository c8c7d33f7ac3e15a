use domain::{
    CommunicationId,
    communications::{Status, view::CommunicationDetail},
};
use leptos::prelude::*;

use crate::{
    AppError,
    communications::api,
    components::{address, follow},
};

/// The latest known state of a communication. Fixed values are read from `first`; the rest follows
/// the server while the page is open.
#[derive(Clone, Copy)]
pub struct Live {
    pub id: CommunicationId,
    pub first: StoredValue<CommunicationDetail>,
    now: Memo<CommunicationDetail>,
    refresh: Action<(), Result<CommunicationDetail, AppError>>,
    /// Grows with each change reported by the server.
    pub version: RwSignal<u32>,
}

impl Live {
    pub fn new(first: CommunicationDetail) -> Self {
        let id = first.id;
        let refresh = Action::new(move |&()| api::detail(id));
        let known = first.clone();
        let now = Memo::new(move |before: Option<&CommunicationDetail>| {
            // When the server does not answer, the page keeps its content.
            match refresh.value().get() {
                Some(Ok(heard)) => heard,
                _ => before.unwrap_or(&known).clone(),
            }
        });
        let changes = address(&format!("/communications/{id}/evenements"), &[("version", &first.version)]);
        let live = Self { id, first: StoredValue::new(first), now, refresh, version: RwSignal::new(0) };
        follow(changes, move || live.ask_again());
        live
    }

    pub fn ask_again(self) {
        self.refresh.dispatch(());
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
