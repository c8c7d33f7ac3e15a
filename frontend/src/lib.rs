//! The entry point in the browser: hydrates the islands of the page rendered by the server.
//!
//! The rest of the page stays as the server sent it, and its code is not in this package.

// A view is a type, and the type of a page is deeply nested.
#![recursion_limit = "512"]

// Each island exports a function; naming the crate links them all.
use app as _;

#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
