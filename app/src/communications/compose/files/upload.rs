use domain::files::AttachmentView;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

use super::request::{ADDRESS, Body, UNFIT, post, refusal};
use crate::{AppError, communications::compose::key::random_key, json, words};

/// A file on its way to the server, or a failed upload.
#[derive(Clone, Copy)]
pub struct Upload {
    pub uid: usize,
    /// Chosen here, so that the file can be removed before the server has answered, and is sent
    /// again without becoming a second file.
    pub token: StoredValue<String>,
    pub name: StoredValue<String>,
    pub bytes: u64,
    /// The part of the request already sent (the request is a little longer than the file).
    pub sent: RwSignal<f64>,
    pub whole: RwSignal<f64>,
    /// The sentence that says why it is not attached.
    pub failure: RwSignal<Option<String>>,
    /// Whether trying again can help.
    pub again: RwSignal<bool>,
    /// One of the three below; a number, because each type that is stored costs some kB.
    state: StoredValue<u32>,
    file: StoredValue<File, LocalStorage>,
    request: StoredValue<Option<XmlHttpRequest>, LocalStorage>,
}

const WAITS: u32 = 0;
const ON_ITS_WAY: u32 = 1;
const ENDED: u32 = 2;

impl Upload {
    /// A file of more than `limit` bytes fails at once. Call it in the browser only.
    pub fn new(uid: usize, file: File, limit: u64) -> Self {
        let bytes = whole(file.size());
        let too_large = bytes > limit;
        Self {
            uid,
            token: StoredValue::new(random_key()),
            name: StoredValue::new(file.name()),
            bytes,
            sent: RwSignal::new(0.0),
            whole: RwSignal::new(file.size()),
            failure: RwSignal::new(too_large.then(|| words().compose.too_large(limit))),
            again: RwSignal::new(!too_large),
            state: StoredValue::new(if too_large { ENDED } else { WAITS }),
            file: StoredValue::new_local(file),
            request: StoredValue::new_local(None),
        }
    }

    /// It is to be sent, for the first time or again.
    pub fn wait(self) {
        self.failure.set(None);
        self.sent.set(0.0);
        self.state.set_value(WAITS);
    }

    pub fn waits(self) -> bool {
        self.state.get_value() == WAITS
    }

    pub fn is_on_its_way(self) -> bool {
        self.state.get_value() == ON_ITS_WAY
    }

    /// Sends it; `arrived` gets the files that the server has accepted, `ended` is called when it has
    /// failed.
    pub fn send(
        self,
        form_key: &str,
        ended: impl FnOnce() + 'static,
        arrived: impl FnOnce(Vec<AttachmentView>) + 'static,
    ) {
        self.state.set_value(ON_ITS_WAY);
        let progress = move |event: ProgressEvent| {
            self.sent.set(event.loaded());
            self.whole.set(event.total());
        };
        let done = move |status, text: String| {
            self.state.set_value(ENDED);
            if let (200, Ok(taken)) = (status, json::read(&text)) {
                arrived(taken);
            } else {
                self.again.set(!UNFIT.contains(&status));
                self.failure.set(Some(refusal(status, &text)));
                ended();
            }
        };
        let sent = self.form(form_key).and_then(|body| post(ADDRESS, Body::Files(&body), progress, done));
        if let Ok(request) = sent {
            self.request.set_value(Some(request));
        } else {
            self.state.set_value(ENDED);
            self.failure.set(Some(AppError::Unreachable.sentence()));
        }
    }

    pub fn abort(self) {
        self.state.set_value(ENDED);
        if let Some(request) = self.request.get_value() {
            let _ = request.abort();
        }
    }

    fn form(self, form_key: &str) -> Result<FormData, JsValue> {
        let form = FormData::new()?;
        form.append_with_str("cle", form_key)?;
        form.append_with_str("jeton", &self.token.get_value())?;
        let file = self.file.get_value();
        form.append_with_blob_and_filename("fichiers", &file, &file.name())?;
        Ok(form)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a file has a whole number of bytes"
)]
fn whole(bytes: f64) -> u64 {
    bytes as u64
}
