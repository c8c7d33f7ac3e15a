use std::cell::{Cell, RefCell};

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::words;

const ID: &str = "page-en-retard";
/// A line that is back within this time was never missed.
const AFTER_MS: u32 = 2_000;

thread_local! {
    /// How many things the page waits for.
    static WAITS: Cell<u32> = const { Cell::new(0) };
    static SOON: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// A place on every page for the sentence that it is not up to date.
#[component]
pub fn OutOfDate() -> impl IntoView {
    view! { <p class="out-of-date" id=ID aria-live="polite"></p> }
}

/// Something that the page waits for before it is up to date; the page says so if it takes long.
#[derive(Debug, Default)]
pub struct Late(Cell<bool>);

impl Late {
    pub fn begins(&self) {
        if self.0.replace(true) {
            return;
        }
        WAITS.set(WAITS.get() + 1);
        let says = Timeout::new(AFTER_MS, || show(words().common.out_of_date));
        SOON.with_borrow_mut(|soon| {
            if soon.is_none() {
                *soon = Some(says);
            }
        });
    }

    pub fn ends(&self) {
        if !self.0.replace(false) {
            return;
        }
        WAITS.set(WAITS.get().saturating_sub(1));
        if WAITS.get() == 0 {
            SOON.set(None);
            show("");
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
