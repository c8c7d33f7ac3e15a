use backend::home::ReaderPage;
use domain::home::ReaderClock;
use leptos::prelude::*;
use serde::Serialize;

use super::{
    items::ItemList,
    live::{Announcements, Lists},
};

/// The two lists of the home page as HTML, which all readers of a group share.
#[derive(Serialize)]
struct Shared {
    annonces: String,
    /// *Actualités*; `None` if they could not be read.
    actualites: Option<String>,
}

/// What an event carries to the open pages of a group, as JSON: the lists in the language of whoever asks.
/// It is the page of a reader for whom nothing on it is personal, without the person's number.
///
/// # Errors
/// If it cannot be written as JSON.
pub fn shared_lists(page: &ReaderPage, clock: ReaderClock) -> serde_json::Result<String> {
    // Of the request that is answered, only the language gets into it: no part reads a context.
    let shared = Owner::new().with(|| {
        let announcements = page.announcements.iter().map(|announced| announced.said.clone()).collect();
        let lists = Lists { announcements, clock, ..Lists::default() };
        let annonces = view! { <Announcements lists /> }.to_html();
        let items = page.items.clone();
        let actualites = items.map(|items| view! { <ItemList items today=clock.today /> }.to_html());
        Shared { annonces, actualites }
    });
    serde_json::to_string(&shared)
}
