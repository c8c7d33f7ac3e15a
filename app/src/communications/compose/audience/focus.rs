use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

/// Gives the focus to a target, counted from 1, once the page shows it: what had the focus may be gone.
pub fn focus_target(number: usize) {
    request_animation_frame(move || {
        let card = document().get_element_by_id(&format!("cible-{number}"));
        if let Some(card) = card.and_then(|card| card.dyn_into::<HtmlElement>().ok()) {
            let _ = card.focus();
        }
    });
}
