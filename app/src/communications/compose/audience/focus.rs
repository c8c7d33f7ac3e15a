use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

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

/// Gives the focus to the element with this `id`.
pub fn focus_on(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
