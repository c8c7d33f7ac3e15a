use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::XmlHttpRequest;

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 10_000;

/// Reads an address. `done` gets the status (0 without an answer) and the text.
pub fn read(address: &str, done: impl FnOnce(u16, String) + 'static) {
    let Ok(request) = opened(address) else {
        done(0, String::new());
        return;
    };
    let asked = request.clone();
    let answered = Closure::once_into_js(move || {
        let text = asked.response_text().ok().flatten().unwrap_or_default();
        done(asked.status().unwrap_or_default(), text);
    });
    let answered = answered.unchecked_ref();
    request.set_onload(Some(answered));
    request.set_onerror(Some(answered));
    request.set_ontimeout(Some(answered));
    // What fails here is told by `onerror`.
    let _ = request.send();
}

fn opened(address: &str) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("GET", address)?;
    request.set_timeout(PATIENCE);
    Ok(request)
}
