use domain::communications::{CommunicationInput, SaveMark};
use leptos::prelude::window;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

use crate::named::named;

/// What browsers still send of a page that is closed, in bytes, is 64 kB; some of it is for the names
/// of the fields.
const MOST: usize = 48 * 1024;

/// Whether a beacon would be dropped, because the form is too long.
pub fn too_long_for_a_beacon(input: &CommunicationInput) -> bool {
    input.announcement.text.len() + input.message.body.len() + input.news.body.len() > MOST
}

/// Saves the draft while the page closes; nothing reads the answer.
pub fn beacon_save(form_key: &str, input: &CommunicationInput, mark: &SaveMark) {
    let arguments = json!({ "form_key": form_key, "input": input, "mark": mark });
    beacon("/api/communications/drafts/save", &arguments);
}

/// Deletes a draft while the page closes.
pub fn beacon_discard(form_key: &str) {
    beacon("/api/communications/drafts/discard", &json!({ "form_key": form_key }));
}

fn beacon(address: &str, arguments: &Value) {
    let parts = js_sys::Array::of1(&JsValue::from_str(&arguments.to_string()));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    if let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) {
        let _ = window().navigator().send_beacon_with_opt_blob(&named(address), Some(&blob));
    }
}
