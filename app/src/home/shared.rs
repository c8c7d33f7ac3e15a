use std::sync::Arc;

use backend::{
    Backend, Required,
    home::{ReaderPage, card_of, items_as_shown},
};
use domain::{CommunicationId, home::ReaderClock};
use leptos::prelude::*;
use serde::Serialize;

use super::{
    announcement::{card, read_by},
    live::{Announcements, Line, Lists},
    live_items::ItemList,
};

/// The two lists of the home page as HTML, which all readers of a group share.
#[derive(Serialize)]
struct Shared {
    annonces: String,
    /// *Actualités*; `None` if they could not be read.
    actualites: Option<Arc<str>>,
}

/// What an event carries to the open pages of a group, as JSON: the lists in the language of whoever asks.
/// It is the page of a reader for whom nothing on it is personal, without the person's number.
///
/// # Errors
/// If it cannot be written as JSON.
pub fn shared_lists(backend: &Backend, page: &ReaderPage, clock: ReaderClock) -> backend::Result<String> {
    // Of the request that is answered, only the language gets into it: no part reads a context.
    let lists = Lists { lines: lines(backend, page, clock, |_| false), ..Lists::default() };
    let annonces = Owner::new().with(|| view! { <Announcements lists=Arc::new(lists) /> }.to_html());
    let shared = Shared { annonces, actualites: items(backend, page, clock)? };
    serde_json::to_string(&shared).required("lists as JSON")
}

/// The announcements of a page, each written once for all who read it in the same way.
pub(super) fn lines(
    backend: &Backend,
    page: &ReaderPage,
    clock: ReaderClock,
    folded: impl Fn(CommunicationId) -> bool,
) -> Vec<Line> {
    let shown = page.announcements.iter().map(|announced| {
        let folded = folded(announced.id);
        let read = read_by(announced, clock, folded);
        let card = card_of(backend, announced, read, || card(announced, clock, folded));
        Line { id: announced.id, language: announced.language, card }
    });
    shown.collect()
}

/// *Actualités* of a page as HTML; `None` if they could not be read.
pub(super) fn items(
    backend: &Backend,
    page: &ReaderPage,
    clock: ReaderClock,
) -> backend::Result<Option<Arc<str>>> {
    let Some(items) = &page.items else { return Ok(None) };
    let next = page.next_mark()?;
    let write = || {
        let items = items.clone();
        Owner::new().with(|| view! { <ItemList items today=clock.today next /> }.to_html())
    };
    items_as_shown(backend, page, clock, write).map(Some)
}
