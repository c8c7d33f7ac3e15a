//! The browser's entry: hydrate the islands of what the server rendered.
//!
//! Everything around them stays as the server sent it, and none of it is compiled into this half.

// Views are types, and a page is a deep one.
#![recursion_limit = "512"]

// Each island exports a function of its own; naming the crate links them.
use app as _;

#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
