use domain::fields::FieldErrors;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{FormData, ProgressEvent, XmlHttpRequest};

use crate::{
    AppError,
    named::{HEADER, person},
    words,
};

/// Where files are sent.
pub const ADDRESS: &str = "/communications/pieces-jointes";

/// The status for a file that may never be attached, because it is too large or of a kind that is not
/// accepted: trying again is useless.
pub const UNFIT: [u16; 2] = [413, 422];

/// The address that removes a file; a form posted there comes back as a draft.
pub fn removal(token: &str) -> String {
    format!("{ADDRESS}/{token}/supprimer")
}

/// Why the server refused the file.
pub fn refusal(status: u16, text: &str) -> String {
    let said = AppError::of_answer(status, text);
    match &said {
        AppError::Fields(FieldErrors(fields)) => {
            fields.values().next().map_or_else(|| said.sentence(), |problem| words().fields.problem(problem))
        }
        // It is the file that is too large, for something on its way.
        AppError::TooLarge => words().upload.too_large.to_owned(),
        _ => said.sentence(),
    }
}

/// What a request sends.
pub enum Body<'a> {
    Files(&'a FormData),
    /// `name=value&…`, encoded.
    Form(&'a str),
}

/// A request that reports its progress, which `fetch` does not. `done` gets the status (0 without
/// an answer) and the text; it is not called for an aborted request.
pub fn post(
    address: &str,
    body: Body<'_>,
    progress: impl Fn(ProgressEvent) + 'static,
    done: impl FnOnce(u16, String) + 'static,
) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", address)?;
    request.set_request_header("Accept", "application/json")?;
    request.set_request_header(HEADER, &person())?;
    let heard = Closure::<dyn Fn(ProgressEvent)>::new(progress);
    request.upload()?.set_onprogress(Some(heard.as_ref().unchecked_ref()));
    let asked = request.clone();
    let answered = Closure::once_into_js(move || {
        // Keeps the closures alive as long as the request.
        drop(heard);
        let text = asked.response_text().ok().flatten().unwrap_or_default();
        done(asked.status().unwrap_or_default(), text);
    });
    let answered = answered.unchecked_ref();
    request.set_onload(Some(answered));
    request.set_onerror(Some(answered));
    request.set_ontimeout(Some(answered));
    match body {
        Body::Files(form) => request.send_with_opt_form_data(Some(form))?,
        Body::Form(fields) => {
            request.set_request_header("Content-Type", "application/x-www-form-urlencoded")?;
            request.send_with_opt_str(Some(fields))?;
        }
    }
    Ok(request)
}
