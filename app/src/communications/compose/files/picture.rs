use domain::{fields::FieldProblem, files::PICTURE_BYTES};
use leptos::prelude::*;
use web_sys::{File, FormData, XmlHttpRequest};

use super::request::{Body, UNFIT, post, refusal};
use crate::{AppError, components::form::Bound, json, words};

/// Where a picture is sent.
pub const ADDRESS: &str = "/communications/images";

/// The most bytes of a picture, as the browser counts them.
const MOST: f64 = 10.0 * 1024.0 * 1024.0;

/// The address that removes a picture; a form posted there comes back as a draft.
pub fn removal(token: &str) -> String {
    format!("{ADDRESS}/{token}/supprimer")
}

/// The picture on its way.
#[derive(Clone, Copy)]
pub struct PictureUpload {
    pub busy: RwSignal<bool>,
    /// Why the last one was not taken.
    pub failure: RwSignal<Option<String>>,
    /// Whether trying again can help.
    again: RwSignal<bool>,
    /// The name of the file that was chosen last.
    pub name: StoredValue<String>,
    /// The last request. It is stored in the browser: what belongs to one thread must not be left on the
    /// server.
    request: StoredValue<Option<StoredValue<Option<XmlHttpRequest>, LocalStorage>>>,
    pub(super) form_key: StoredValue<String>,
}

impl PictureUpload {
    pub fn new(form_key: StoredValue<String>) -> Self {
        Self {
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            again: RwSignal::new(true),
            name: StoredValue::new(String::new()),
            request: StoredValue::new(None),
            form_key,
        }
    }

    /// Where a picture of this form is shown: the copy of another one's is not stored before the form is.
    pub fn address(self, token: &str) -> String {
        format!("/images/{token}/480?cle={}", self.form_key.get_value())
    }

    /// What is wrong with it, if the last one was not taken.
    pub fn problem(self) -> Option<FieldProblem> {
        let problem = if self.again.get() { FieldProblem::FileNotSent } else { FieldProblem::FileRefused };
        self.failure.with(Option::is_some).then_some(problem)
    }

    fn fail(self, again: bool, sentence: String) {
        self.again.set(again);
        self.failure.set(Some(sentence));
    }

    /// The form goes on without a picture that is on its way, or was not taken.
    pub fn give_up(self) {
        let last = self.request.try_update_value(Option::take).flatten();
        if let Some(request) = last.and_then(|last| last.get_value()) {
            let _ = request.abort();
        }
        self.busy.set(false);
        self.failure.set(None);
    }

    /// Sends a picture in place of an earlier one. Call it in the browser only.
    pub fn send(self, file: &File, picture: Bound<String>) {
        // Of two on their way the server would keep the one that arrives last, not the one chosen last.
        self.give_up();
        self.name.set_value(file.name());
        if file.size() > MOST {
            self.fail(false, words().compose.too_large(PICTURE_BYTES));
            return;
        }
        self.busy.set(true);
        let form_key = self.form_key.get_value();
        let key = form_key.clone();
        let done = move |status, text: String| {
            self.busy.set(false);
            // In a form that was emptied meanwhile it is nothing.
            if self.form_key.get_value() != key {
                return;
            }
            match (status, json::read::<String>(&text)) {
                (200, Ok(token)) => picture.set(token),
                _ => self.fail(!UNFIT.contains(&status), refusal(status, &text)),
            }
        };
        let sent = body(&form_key, file).and_then(|body| post(ADDRESS, Body::Files(&body), |_| (), done));
        if let Ok(request) = sent {
            self.request.set_value(Some(StoredValue::new_local(Some(request))));
        } else {
            self.busy.set(false);
            self.fail(true, AppError::Unreachable.sentence());
        }
    }

    /// Takes the picture out of the form, and tells the server; a picture that stays there by an error
    /// is deleted with its form.
    pub fn take_out(self, picture: Bound<String>) {
        let token = picture.get_untracked();
        picture.set(String::new());
        let fields = format!("cle={}", self.form_key.get_value());
        let _ = post(&removal(&token), Body::Form(&fields), |_| (), |_, _| ());
    }
}

fn body(form_key: &str, file: &File) -> Result<FormData, wasm_bindgen::JsValue> {
    let form = FormData::new()?;
    form.append_with_str("cle", form_key)?;
    form.append_with_blob_and_filename("image", file, &file.name())?;
    Ok(form)
}
