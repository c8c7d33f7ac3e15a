use leptos::{ev, prelude::*};

use super::effect;

/// Asks before leaving the page while it has unsaved content, as far as the browser allows. Runs in
/// the browser only.
pub fn warn_before_leaving(unsaved: impl Fn() -> bool + Copy + 'static) {
    effect(move |_| {
        let handle = window_event_listener(ev::beforeunload, move |event| {
            if untrack(unsaved) {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
    });
}
