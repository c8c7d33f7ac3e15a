use leptos::prelude::*;

use crate::communications::compose::focus::focus_on;

/// The `id` of *Destinataires*, how many people the targets reach.
pub const TOTAL: &str = "audience-compte";

/// Gives the focus to the number of people.
pub fn focus_total() {
    focus_on(TOTAL);
}

/// Gives the focus to a target, counted from 1, once the page shows it: what had the focus may be gone.
pub fn focus_target(number: usize) {
    request_animation_frame(move || {
        focus_on(&format!("cible-{number}"));
    });
}
