use domain::communications::CommunicationInput;
use leptos::prelude::window;
use wasm_bindgen::JsValue;

use crate::{
    communications::api::{DiscardDraft, SaveDraft},
    named::named,
};

/// What browsers still send of a page that is closed is 64 kB; some of it is for the key of the form
/// and its mark.
const MOST: usize = 60 * 1024;

/// Whether a beacon would be dropped, because the form is too long.
pub fn too_long_for_a_beacon(input: &CommunicationInput) -> bool {
    // As it is sent: in JSON a quotation mark takes two bytes, and a control character six.
    !serde_json::to_string(input).is_ok_and(|sent| sent.len() <= MOST)
}

/// Saves the draft while the page closes; nothing reads the answer. It sends the arguments of the
/// server function, whose encoding the package has anyway.
pub fn beacon_save(arguments: &SaveDraft) {
    beacon("/api/communications/drafts/save", serde_json::to_string(arguments));
}

/// Deletes a draft while the page closes.
pub fn beacon_discard(form_key: String) {
    beacon("/api/communications/drafts/discard", serde_json::to_string(&DiscardDraft { form_key }));
}

fn beacon(address: &str, arguments: serde_json::Result<String>) {
    let parts = js_sys::Array::of1(&JsValue::from_str(&arguments.unwrap_or_default()));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("application/json");
    if let Ok(blob) = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options) {
        let _ = window().navigator().send_beacon_with_opt_blob(&named(address), Some(&blob));
    }
}
