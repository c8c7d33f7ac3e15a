use domain::communications::CommunicationInput;
use leptos::prelude::window;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;

use crate::named::named;

/// Saves the draft while the page closes; nothing reads the answer.
pub fn beacon_save(form_key: &str, input: &CommunicationInput) {
    beacon("/api/communications/drafts/save", &json!({ "form_key": form_key, "input": input }));
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
