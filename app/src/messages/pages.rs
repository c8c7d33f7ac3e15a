use domain::messages::view::InboxFilter;
use leptos::prelude::*;

use super::filter;
use crate::{components::PageLinks, words};

/// Links to newer messages, then to older ones.
#[component]
pub fn Pages(filter: InboxFilter, places: (Option<String>, Option<String>)) -> impl IntoView {
    let (newer, older) = places;
    view! {
        <PageLinks
            previous=newer.map(|place| filter::at(&filter, ("apres", &place)))
            next=older.map(|place| filter::at(&filter, ("avant", &place)))
            labels=[words().messages.newer, words().messages.older]
        />
    }
}
