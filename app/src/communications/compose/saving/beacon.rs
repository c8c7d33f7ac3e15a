use domain::communications::CommunicationInput;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

use crate::named::named;

/// Saves the draft while the page closes; nothing reads the answer.
pub fn send_beacon(form_key: &str, input: &CommunicationInput) {
    let Ok(body) = serde_json::to_string(&serde_json::json!({ "form_key": form_key, "input": input })) else {
        return;
    };
    let parts = js_sys::Array::of1(&JsValue::from_str(&body));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    if let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) {
        let address = named("/api/communications/drafts/save");
        let _ = window().navigator().send_beacon_with_opt_blob(&address, Some(&blob));
    }
}
