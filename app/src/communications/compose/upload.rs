use domain::{attachments::AttachmentView, fields::FieldErrors};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

use super::state::Compose;
use crate::{AppError, words};

const ADDRESS: &str = "/communications/pieces-jointes";
/// The answer to a file that may not be attached, today or tomorrow.
const UNFIT: u16 = 422;

/// A file on its way to the server, or one that did not get there.
#[derive(Clone, Copy)]
pub struct Upload {
    pub uid: usize,
    pub name: StoredValue<String>,
    pub bytes: u64,
    /// Of all that is sent, which is a little more than the file.
    pub sent: RwSignal<f64>,
    pub whole: RwSignal<f64>,
    /// The sentence that says why it is not attached.
    pub failure: RwSignal<Option<String>>,
    /// Whether trying again can help.
    pub again: RwSignal<bool>,
    file: StoredValue<File, LocalStorage>,
    request: StoredValue<Option<XmlHttpRequest>, LocalStorage>,
}

impl Upload {
    /// Takes a file up, and sends it where it may be sent; call it in the browser only.
    pub fn start(compose: Compose, uid: usize, file: File) {
        let limit = compose.form.with_value(|form| form.limits.bytes);
        let bytes = whole(file.size());
        let too_large = bytes > limit;
        let upload = Self {
            uid,
            name: StoredValue::new(file.name()),
            bytes,
            sent: RwSignal::new(0.0),
            whole: RwSignal::new(file.size()),
            failure: RwSignal::new(too_large.then(|| {
                format!(
                    "Ce fichier dépasse {} : l’alléger, ou en donner le lien dans le texte",
                    words().numbers.bytes(limit)
                )
            })),
            again: RwSignal::new(!too_large),
            file: StoredValue::new_local(file),
            request: StoredValue::new_local(None),
        };
        compose.files().uploads.update(|uploads| uploads.push(upload));
        if !too_large {
            upload.send(compose);
        }
    }

    /// Sends it, for the first time or again.
    pub fn send(self, compose: Compose) {
        self.failure.set(None);
        self.sent.set(0.0);
        let body = || {
            let form = FormData::new()?;
            form.append_with_str("cle", &compose.form_key())?;
            let file = self.file.get_value();
            form.append_with_blob_and_filename("fichiers", &file, &file.name())?;
            Ok::<_, JsValue>(form)
        };
        let progress = move |event: ProgressEvent| {
            self.sent.set(event.loaded());
            self.whole.set(event.total());
        };
        let done = move |status, text: String| {
            if let (200, Ok(taken)) = (status, serde_json::from_str::<Vec<AttachmentView>>(&text)) {
                compose.files().take(taken);
                compose.files().end(self.uid);
                let joined = format!("« {} » est joint.", self.name.get_value());
                // What was refused meanwhile stays to be read.
                compose.files().news.update(|news| {
                    if !matches!(news, Some((true, _))) {
                        *news = Some((false, joined));
                    }
                });
            } else {
                self.again.set(status != UNFIT);
                self.failure.set(Some(refusal(status, &text)));
            }
        };
        match body().and_then(|body| post(ADDRESS, Some(&body), progress, done)) {
            Ok(request) => self.request.set_value(Some(request)),
            Err(_) => self.failure.set(Some(AppError::Unreachable.sentence())),
        }
    }

    pub fn abort(self) {
        if let Some(request) = self.request.get_value() {
            let _ = request.abort();
        }
    }
}

/// Where a file is taken away; a form that is posted there comes back as a draft.
pub fn removal(token: &str) -> String {
    format!("{ADDRESS}/{token}/supprimer")
}

/// Takes an attached file away: out of the list at once, so that it goes with no message that is
/// deployed before the server has answered. What the server keeps nevertheless comes back.
pub fn remove(compose: Compose, file: AttachmentView) {
    let address = removal(&file.token);
    let files = compose.files();
    files.forget(&file.token);
    files.news.set(Some((false, format!("« {} » n’est plus joint.", file.name))));
    let kept = move |reason: String| {
        files.news.set(Some((true, format!("« {} » n’a pas été retiré. {reason}", file.name))));
        files.take(vec![file]);
    };
    let done = {
        let kept = kept.clone();
        move |status, text: String| {
            // One that is gone already is gone.
            if !matches!(status, 200..=399 | 404) {
                kept(refusal(status, &text));
            }
        }
    };
    if post(&address, None, |_| (), done).is_err() {
        kept(AppError::Unreachable.sentence());
    }
}

/// Why the server did not take it, in its own words where it said something.
fn refusal(status: u16, text: &str) -> String {
    let said = serde_json::from_str::<AppError>(text).unwrap_or(match status {
        0 => AppError::Unreachable,
        401 => AppError::SignedOut,
        413 => AppError::TooLarge,
        429 | 503 => AppError::Busy,
        400..=499 => AppError::Malformed,
        _ => AppError::Internal,
    });
    match &said {
        AppError::Fields(FieldErrors(fields)) => {
            fields.values().next().map_or_else(|| said.sentence(), |problem| words().fields.problem(problem))
        }
        _ => said.sentence(),
    }
}

/// A request that tells how far it is, which `fetch` does not; `done` gets the status, 0 where
/// there was no answer, and the text. What was aborted is told to nobody.
fn post(
    address: &str,
    body: Option<&FormData>,
    progress: impl Fn(ProgressEvent) + 'static,
    done: impl FnOnce(u16, String) + 'static,
) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", address)?;
    request.set_request_header("Accept", "application/json")?;
    let heard = Closure::<dyn Fn(ProgressEvent)>::new(progress);
    request.upload()?.set_onprogress(Some(heard.as_ref().unchecked_ref()));
    let asked = request.clone();
    let answered = Closure::once_into_js(move || {
        // Lives as long as the request.
        drop(heard);
        let text = asked.response_text().ok().flatten().unwrap_or_default();
        done(asked.status().unwrap_or_default(), text);
    });
    let answered = answered.unchecked_ref();
    request.set_onload(Some(answered));
    request.set_onerror(Some(answered));
    request.set_ontimeout(Some(answered));
    request.send_with_opt_form_data(body)?;
    Ok(request)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a file has a whole number of bytes"
)]
fn whole(bytes: f64) -> u64 {
    bytes as u64
}
