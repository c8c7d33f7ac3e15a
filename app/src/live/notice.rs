use std::cell::Cell;

use leptos::prelude::*;

use super::bridge::{done_waiting, wait};
use crate::words;

const ID: &str = "page-en-retard";

/// A place on every page for the sentence that it is not up to date, with what the module may say there.
#[component]
pub fn OutOfDate() -> impl IntoView {
    let (late, refused) = (words().common.out_of_date, words().refusals.not_found);
    let (dropped, unasked) = (words().common.not_dropped, words().common.no_file_asked);
    let unfollowed = format!("{} {}", words().common.plain_page, words().common.not_followed);
    view! {
        <p
            class="out-of-date"
            id=ID
            aria-live="polite"
            data-late=late
            data-refused=refused
            data-dropped=dropped
            data-unasked=unasked
            data-unfollowed=unfollowed
        ></p>
    }
}

/// Something that the page waits for before it is up to date; the page says so if it takes long.
#[derive(Debug, Default)]
pub struct Late(Cell<bool>);

impl Late {
    pub fn begins(&self) {
        if !self.0.replace(true) {
            wait();
        }
    }

    pub fn ends(&self) {
        if self.0.replace(false) {
            done_waiting();
        }
    }
}

impl Drop for Late {
    fn drop(&mut self) {
        self.ends();
    }
}

/// Says it at once, because nothing will mend it by itself.
pub fn show(sentence: &str) {
    if let Some(place) = document().get_element_by_id(ID)
        && place.text_content().as_deref() != Some(sentence)
    {
        place.set_text_content(Some(sentence));
    }
}
